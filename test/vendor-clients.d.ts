declare module "purecloud-guest-chat-client" {
  const client: unknown;
  // oxlint-disable-next-line import/no-default-export -- the vendor's packages are CommonJS
  export default client;
}
declare module "purecloud-guest-chat-client-8" {
  const client: unknown;
  // oxlint-disable-next-line import/no-default-export -- the vendor's packages are CommonJS
  export default client;
}
