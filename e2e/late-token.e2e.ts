import { expect, test } from "./app-fixtures.ts";
import { watchBodies } from "./request-bodies.ts";

/* A visitor logs in and out while the page stands: the next chat is whose the page says by then. */

const main = `
import { ParlorChat } from "parlor/preact";
import { render } from "preact";
import { useState } from "preact/hooks";

function App() {
  const [name, setName] = useState("");
  return (
    <>
      <button onClick={() => setName("Ada")}>Log in</button>
      <button onClick={() => setName("Grace")}>Log in as another</button>
      <button onClick={() => setName("")}>Log out</button>
      <ParlorChat
        api="https://chat.example.com"
        organizationId="2d9f7c31-4be8-4a06-b1f3-8c5e6d7a9012"
        deploymentId="71c0e5d2-3a9b-4f18-96e7-d4b5a2c8f035"
        routing={{ queue: "Bookings" }}
        company="Lantern Line"
        startOn="open"
        accent={name === "" ? "#1c4f63" : "#63301c"}
        getMemberAuthToken={name === "" ? undefined : async () => "token of " + name}
      />
    </>
  );
}

render(<App />, document.body);
`;

test("a token that comes late goes along, the newest of them; and none after the visitor has logged out", async ({
  app,
  filled,
  site,
  visitor,
}) => {
  app
    .write("main.tsx", main)
    .write("index.html", '<body><script type="module" src="/main.tsx"></script>');
  site.putFolder(await app.build({ oxc: { jsx: { importSource: "preact" } } }), filled);
  const { page } = visitor;
  const sent = await watchBodies(page);
  const says = (name: string): Promise<void> =>
    page.getByRole("button", { name, exact: true }).click();
  const isKnown = (accent: string): Promise<void> =>
    expect(page.locator("[data-parlor]")).toHaveCSS("--parlor-accent", accent);
  const tokenOfNextChat = async (): Promise<unknown> => {
    await Promise.all([
      page.waitForRequest((one) => one.method() === "POST" && one.url().endsWith("/conversations")),
      page.getByRole("button", { name: /^Chat with us/ }).click(),
    ]);
    const creation = (await sent()).find(({ path }) => path.endsWith("/conversations"));
    return (JSON.parse(creation?.body ?? "{}") as { memberAuthToken?: string }).memberAuthToken;
  };

  await visitor.arrive(site.url);
  await says("Log in");
  await says("Log in as another");
  await isKnown("#63301c");
  expect(await tokenOfNextChat()).toBe("token of Grace");

  await visitor.arrive(site.url);
  await says("Log in as another");
  await isKnown("#63301c");
  await says("Log out");
  await isKnown("#1c4f63");
  expect(await tokenOfNextChat()).toBeUndefined();
  await visitor.write("nobody in particular");
  await expect(visitor.row("nobody in particular")).toContainText("Sent");
});
