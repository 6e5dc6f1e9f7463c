/** The menus of the masthead are folds that work without a script; with one they close as menus do. */
export function foldMenus(): () => void {
  const open = (): HTMLDetailsElement[] => [...document.querySelectorAll<HTMLDetailsElement>('.mast details[open]')];
  const press = ({ target }: MouseEvent) => {
    for (const menu of open()) if (!(target instanceof Node && menu.contains(target))) menu.open = false;
  };
  const key = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    for (const menu of open()) {
      menu.open = false;
      if (menu.contains(document.activeElement)) menu.querySelector('summary')?.focus();
    }
  };
  document.addEventListener('click', press);
  document.addEventListener('keydown', key);
  return () => {
    document.removeEventListener('click', press);
    document.removeEventListener('keydown', key);
  };
}
