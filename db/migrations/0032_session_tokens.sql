-- Sessions that began before only hashes of their tokens were kept stay valid, and their tokens are no longer here.
update auth.session set token = auth.hash_of_token(token) where length(token) <> 64;
