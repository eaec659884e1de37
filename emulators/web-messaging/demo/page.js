// The agent's side of the page: the lines of the conversation, and two buttons.
const lines = document.querySelector("#lines");
const typing = document.querySelector("#typing");
const buttons = document.querySelectorAll("button");

new EventSource("/agent/events").addEventListener("message", ({ data }) => {
  const state = JSON.parse(data);
  typing.hidden = !state.isTyping;
  for (const button of buttons) button.disabled = !state.canAct;
  // A conversation that begins anew has fewer lines.
  if (state.lines.length < lines.childElementCount) lines.replaceChildren();
  for (const { isGuest, text } of state.lines.slice(lines.childElementCount)) {
    const line = document.createElement("li");
    line.textContent = text;
    if (isGuest) line.dataset.guest = "";
    lines.append(line);
  }
});

for (const button of buttons)
  button.addEventListener("click", () => void fetch(`/agent/${button.id}`, { method: "POST" }));
