import { expect, test } from "../../e2e/emulated-service.ts";
import { xssCorpus } from "../xss-corpus.ts";

/* Hostile words of a service that the browser talks to itself, on a page. */

const PER_PAGE = 60;
const pages = Array.from({ length: Math.ceil(xssCorpus.length / PER_PAGE) }, (_, n) =>
  xssCorpus.slice(n * PER_PAGE, (n + 1) * PER_PAGE),
);

for (const [number, corpus] of pages.entries())
  test(`nothing of part ${number + 1} of ${pages.length} of the corpus runs or fetches, in texts, names, buttons, cards and files`, async ({
    page,
    visitor,
    begin,
  }) => {
    test.slow(); // Every vector is drawn.
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    const conversation = await begin(visitor, "Hello");
    for (const bad of corpus) {
      const robin = conversation.agent({ nickname: bad, image: bad });
      robin.sends({
        text: bad,
        content: [
          {
            contentType: "Card",
            card: {
              title: bad,
              description: bad,
              image: bad,
              defaultAction: { type: "Link", url: bad },
              actions: [
                { type: "Link", text: bad, url: bad },
                { type: "Postback", text: bad, payload: bad },
              ],
            },
          },
          { contentType: "QuickReply", quickReply: { text: bad, payload: bad, image: bad } },
          {
            contentType: "Attachment",
            attachment: { id: crypto.randomUUID(), filename: bad, url: bad, mime: bad },
          },
        ],
      });
    }
    conversation.agent({ nickname: "Robin" }).says("The last one");
    await expect(visitor.row("The last one")).toBeVisible();
    // Rows are drawn when they are near the view.
    await visitor.log.evaluate(async (log) => {
      for (let top = log.scrollHeight; top >= 0; top -= 400) {
        log.scrollTop = top;
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    });
    expect(await page.evaluate(() => Reflect.get(globalThis, "xssRan"))).toBeUndefined();
    expect(asked.filter((url) => /evil\.example|[/=]x$/.test(url))).toEqual([]);
    const unsafe = await visitor.panel.evaluate((panel) =>
      [...panel.querySelectorAll("*")].flatMap((element) =>
        [...element.attributes]
          .filter(
            ({ name, value }) =>
              name.startsWith("on") ||
              (["href", "src", "action", "formaction"].includes(name) &&
                !/^(https?|mailto|tel|blob):/.test(value)),
          )
          .map(({ name, value }) => `${element.tagName} ${name}=${value}`),
      ),
    );
    expect(unsafe).toEqual([]);
  });
