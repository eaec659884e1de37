const sentence =
  "The night train leaves at a quarter past nine, and the sea is there when you wake up. ";
const paragraph = `<p>${sentence.repeat(6)}</p>`;

/** An article for a page visit: text, a picture to draw and a button to press. */
export const article: string = `<main style="max-width: 40em; margin: auto; font: 16px/1.5 serif">
  <h1>Night trains to the sea</h1>
  <svg viewBox="0 0 640 300" width="640" height="300" role="img" aria-label="A train">
    <rect width="640" height="300" fill="#1c4f63"/><circle cx="500" cy="90" r="40" fill="#fbe9c4"/>
  </svg>
  ${paragraph.repeat(12)}
  <button type="button" onclick="this.nextElementSibling.textContent = 'Booked'">Book</button> <output></output>
</main>`;
