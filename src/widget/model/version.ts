// oxlint-disable-next-line no-underscore-dangle -- put in by the build; no page can mean it
declare const __PARLOR_VERSION__: string;
export const version = __PARLOR_VERSION__;
