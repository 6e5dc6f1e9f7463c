/** What an administrator of the installation may set, by name: apart from the schemas, so that a page can list it without them. */
export const settingKeys = ['messages_kept_days', 'job_runs_kept_days', 'banner', 'contact'] as const;
export type SettingKey = (typeof settingKeys)[number];
