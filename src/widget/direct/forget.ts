import { createVisit } from "../model/create-visit.ts";
import { eraseStorage } from "../model/erase-storage.ts";
import { persistedValue } from "../model/persisted-value.ts";
import type { WidgetContext } from "../model/widget-context.ts";

/** Forgets the conversation in this browser, in all of its tabs, and closes the panel. */
function forget({ chat: { chat }, host: { options }, panel, translator: { t } }: WidgetContext) {
  const { deploymentId } = options;
  // The service is told what it can be told; the visitor does not wait for it.
  void chat.forget();
  eraseStorage(deploymentId);
  const word = persistedValue("reset", deploymentId);
  word.write(String(Date.now()));
  word.write(null);
  panel.unreadCount.value = 0;
  panel.visit.value = createVisit();
  if (!panel.isInline) panel.minimise();
  panel.announce(t("forget.done"));
}

/** Asks whether to leave a conversation that cannot be ended for the other side. */
export function askToForget(context: WidgetContext): void {
  const { company } = context.host.options;
  const { t } = context.translator;
  context.panel.pendingConfirmation.value = {
    about: "forget",
    text: () => t(company === "" ? "forget.textAlone" : "forget.text", { company }),
    send: () => forget(context),
  };
}
