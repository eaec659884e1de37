import "../../src/widget/theme/tokens.css";
import "../../src/widget/shell/shell.css";
import "../../src/widget/conversation/conversation-tokens.css";
import "../../src/widget/conversation/conversation.css";
import "../../src/widget/secondary/secondary.css";
import "./ui/desk.css";
import { render } from "preact";
import { enConversation } from "../../src/widget/i18n/en-conversation.ts";
import { addWords } from "../../src/widget/i18n/translate.ts";
import { addIcons } from "../../src/widget/parts/Icon.tsx";
import { conversationIcons } from "../../src/widget/parts/conversation-icons.ts";
import { secondaryIcons } from "../../src/widget/parts/secondary-icons.ts";
import { ringAtDesk } from "./ui/desk-sound.ts";
import { startDesk } from "./model/desk-state.ts";
import { storedToken } from "./api/agent-client.ts";
import { Desk } from "./ui/Desk.tsx";

addWords(enConversation);
addIcons({ ...conversationIcons, ...secondaryIcons });

const root = document.getElementById("desk");
if (root !== null) {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const paint = (): void => {
    root.dataset["theme"] = dark.matches ? "dark" : "light";
  };
  paint();
  dark.addEventListener("change", paint);
  render(<Desk />, root);
  ringAtDesk();
  if (storedToken() !== null) void startDesk();
}
