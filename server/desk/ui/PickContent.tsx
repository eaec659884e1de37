import type { JSX } from "preact";
import { Picture } from "../../../src/widget/rich/Picture.tsx";
import type { ContentTime, ListPart, TimesPart } from "../api/content.ts";
import { isChosenIn } from "../model/content-state.ts";
import { Chip, Chips, ChoiceWords, Few, type ShownContent } from "./Chips.tsx";
import { cityOf, dayNameOf, timesByDay } from "./content-times.ts";
import { useDesk } from "./desk-context.ts";
import { english } from "./english.ts";

/** More times, or items of a list, are shown on demand. */
const MOST = 12;

/** Times by day, in the agent's own time zone. */
export function Times({ part, answer, who }: ShownContent & { part: TimesPart }): JSX.Element {
  const now = useDesk().connection.now.peek();
  const { title, subtitle, imageUrl, times } = part;
  const isChosen = ({ payload }: ContentTime): boolean => isChosenIn(part, answer, payload);
  return (
    <div class="pl-pick">
      <Picture url={imageUrl} class="pl-offer__pic" />
      {title !== "" && <b dir="auto">{title}</b>}
      {subtitle !== "" && <p dir="auto">{subtitle}</p>}
      <Few of={times} isChosen={isChosen} most={MOST} words="times">
        {(few) =>
          timesByDay(few).map((day) => (
            <div key={day[0]?.at}>
              <p class="pl-pick__day">{dayNameOf(day[0]?.at ?? 0, now)}</p>
              <Chips isAnswered={answer !== null}>
                {day.map((one, index) => (
                  <Chip key={index} isChosen={isChosen(one)} who={who}>
                    <time class="pl-tnum" dateTime={new Date(one.at).toISOString()}>
                      {english.timeOf(one.at)}
                    </time>
                  </Chip>
                ))}
              </Chips>
            </div>
          ))
        }
      </Few>
      <p class="pl-pick__zone">{english.t("rich.zone", { city: cityOf() })}</p>
    </div>
  );
}

/** A list in its sections. */
export function List({ part, answer, who }: ShownContent & { part: ListPart }): JSX.Element {
  const { title, sections } = part;
  const all = sections.flatMap(({ items }) => items);
  return (
    <div class="pl-pick">
      {title !== "" && <b dir="auto">{title}</b>}
      <Few
        of={all}
        isChosen={({ payload }) => isChosenIn(part, answer, payload)}
        most={MOST}
        words="items"
      >
        {(few) =>
          sections.map((section, index) => {
            const items = section.items.filter((one) => few.includes(one));
            return (
              items.length > 0 && (
                <div key={index}>
                  {section.title !== "" && (
                    <p class="pl-pick__day" dir="auto">
                      {section.title}
                    </p>
                  )}
                  <Chips isAnswered={answer !== null}>
                    {items.map((one, at) => (
                      <Chip key={at} isChosen={isChosenIn(part, answer, one.payload)} who={who}>
                        <ChoiceWords {...one} />
                      </Chip>
                    ))}
                  </Chips>
                </div>
              )
            );
          })
        }
      </Few>
    </div>
  );
}
