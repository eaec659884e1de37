import type { JSX } from "preact";
import { plainName } from "../model/names.ts";

/** A name in running text: it turns nothing around that stands beside it. */
export const Name = ({ of }: { of: string }): JSX.Element => <bdi>{plainName(of)}</bdi>;
