/** The server's end of a notification channel's socket. */
export class FakeSocket extends EventTarget {
  readonly sent: string[] = [];
  isClosed = false;
  /** Answers pings, as a living server does. */
  isAlive = true;

  send(text: string): void {
    this.sent.push(text);
    if (this.isAlive) this.tell({ topicName: "channel.metadata", eventBody: { message: "pong" } });
  }

  open(): void {
    this.dispatchEvent(new Event("open"));
  }

  tell(frame: object): void {
    if (!this.isClosed)
      this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(frame) }));
  }

  close(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    this.dispatchEvent(new Event("close"));
  }
}
