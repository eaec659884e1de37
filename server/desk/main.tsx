import "../../src/widget/theme/tokens.css";
import "../../src/widget/shell/chunk.css";
import "../../src/widget/conversation/chunk.css";
import "../../src/widget/formatted-text/chunk.css";
import "../../src/widget/rich/chunk.css";
import "../../src/widget/forced-colors/chunk.css";
import "../../src/widget/secondary/chunk.css";
import { render } from "preact";
import { systemClock } from "../../src/transport/ports/clock.ts";
import { systemRandom } from "../../src/transport/ports/random.ts";
import { browserReachability } from "../../src/transport/ports/reachability.ts";
import { webStorage } from "../../src/transport/ports/storage.ts";
import { addIcons } from "../../src/widget/parts/Icon.tsx";
import { conversationIcons } from "../../src/widget/parts/conversation-icons.ts";
import { formattedTextIcons } from "../../src/widget/parts/formatted-text-icons.ts";
import { secondaryIcons } from "../../src/widget/parts/secondary-icons.ts";
import { RestCall } from "./api/rest-call.ts";
import { DeskApp } from "./model/desk-app.ts";
import { ServerClock } from "./model/server-clock.ts";
import { DeskRoot } from "./ui/Desk.tsx";
import { DeskSound } from "./ui/desk-sound.ts";
import { isWriting } from "./ui/focus.ts";

addIcons({ ...conversationIcons, ...secondaryIcons, ...formattedTextIcons });

function start(root: HTMLElement): void {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paint = (): void => {
    root.dataset["theme"] = dark.matches ? "dark" : "light";
  };
  paint();
  dark.addEventListener("change", paint);
  const storage = webStorage("sessionStorage");
  const serverClock = new ServerClock(systemClock);
  const app = new DeskApp({
    rest: new RestCall(storage, serverClock.noteTime),
    clock: systemClock,
    serverClock,
    random: systemRandom,
    reachability: browserReachability,
    openSocket: (uri) => new WebSocket(uri),
    storage,
    isWriting,
  });
  const sound = new DeskSound(webStorage("localStorage"));
  render(<DeskRoot page={{ app, sound }} />, root);
  sound.follow(app);
  app.resume();
}

const root = document.getElementById("desk");
if (root !== null) start(root);
