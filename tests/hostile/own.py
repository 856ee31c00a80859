"""Texts of our own that have broken programs like this one, or could break this one.

Sizes are counted in characters and in UTF-16 units (Telegram's way). What stands here is data: nothing in it
may ever be run, looked up, drawn as markup or counted as a placeholder.
"""

from __future__ import annotations

from itertools import product

GRIN, FAMILY = "\U0001f600", "👨‍👩‍👧‍👦"

# Around every limit: of an answer (2,000), a caption (1,024), a button, a message (4,096), and far beyond.
_AROUND = (1, 59, 60, 61, 119, 121, 1023, 1024, 1025, 1999, 2000, 2001, 4095, 4096, 4097, 16_384)
_UNITS = ("a", "é", "&", "<", GRIN)

SIZES = tuple(unit * most for unit, most in product(_UNITS, _AROUND))
"""So many characters; of the emoji twice as many units, of & and < four to five times as much HTML."""

BOUNDARY = tuple(
    "a" * start + GRIN * 3
    for start in (58, 59, 60, 1022, 1023, 1997, 1998, 1999, 4089, 4090, 4093, 4094, 4095)
)
"""An emoji, which takes two units, on either side of a limit and across it."""

CONTROL = (
    *(f"a{chr(code)}b" for code in (*range(0x20), 0x7F, *range(0x80, 0xA0))),
    "\0",
    "\0\0\0",
    "\0begin",
    "einde\0",
    "\x1b[2J\x1b[31mrood\x1b[0m",
    "\x1b]0;titel\x07",
    "regel\r\n2026-11-22 09:00:00 ERROR alles gewist",
    'regel\n{"level": "error", "message": "vals"}',
    "\r" * 50,
    "\x08" * 50,
    "ab\x08\x08cd",
    "\ufeffbegin",
    "\ufffe\uffff",
    "\U0010ffff",
    "\ufdd0\ufdef",
    "\u2028\u2029",
    "\ue000\U000f0000",
)
"""Control characters, terminal codes, lines that look like the log's own, and what is no character at all."""

SURROGATES = ("\ud800", "\udfff", "a\ud800b", "\ud83d", "\ude00\ud83d", "\ud800" * 100, "goed\udc80")
"""Halves of a pair, which JSON can carry and UTF-8 cannot."""

DIRECTION = (
    "\u202eachterstevoren\u202c",
    "\u202e" * 50 + "x",
    "\u2066links\u2069 \u2067rechts\u2069",
    "\u200f\u200e\u061c",
    "مرحبا بكم في الاجتماع",
    "שלום abc 123 עולם",
    "﷽",
    "factuur\u202efdp.exe",
    "\u2067" * 200,
)
"""Right to left, and marks that turn the writing round."""

INVISIBLE = (
    " ",
    " " * 4096,
    "\n",
    "\n" * 10_000,
    "\t" * 100,
    "\u00a0",
    "\u3000" * 10,
    "\u200b",
    "\u200b" * 2000,
    "\u200d",
    "\u200d" * 500,
    "\u2060\u180e\u00ad",
    "a\u200bb\u200cc\u200dd",
    "\u115f\u1160\u3164\uffa0",
    "\u2800" * 20,
    "".join(f"{number}\n" for number in range(400)),
    "  \n \n\n  x  \n\n",
    "\U000e0041\U000e0042",
    "\ufe0f",
)
"""Nothing to be seen, or much of it."""

STACKED = (
    "Z" + "\u0351" * 1990,
    "e\u0301" * 1000,
    "Z̷̢̛a̶̡l̸̨g̵o " * 100,
    "\u0301",
    "\u0301" * 2000,
    "\u0e47" * 300,
    "각" * 600,
    "ﬁ ŉ ǆ ㎏ ⅷ",
    FAMILY * 180,
    "👍🏽" * 900,
    "🏳️‍🌈🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
    "🇳🇱" * 500,
    "🇳",
    "1️⃣",
    "Å" + "Å" + "A\u030a",
)
"""Marks on marks, and signs that are made of several."""

MARKUP = (
    "<b>vet",
    "</b>",
    "<b><i></b></i>",
    "<a href='tg://user?id=1'>klik</a>",
    '<a href="javascript:alert(1)">x</a>',
    "<tg-spoiler>",
    "<!-- -->",
    "<![CDATA[",
    "&lt;b&gt;",
    "&amp;amp;",
    "&#0;",
    "&#x110000;",
    "&nbsp;&unknown;&",
    "&" * 2000,
    "<" * 2000,
    "<b>" * 500,
    "*vet* _schuin_ `code` [link](http://x) ||weg||",
    "```\nblok\n```",
    "@vinkje_bot /start abc",
    "#hashtag $CASH tel:+31612345678",
    "http://169.254.169.254/latest/meta-data/ file:///etc/passwd",
    "https://user:pass@example.org:99999/" + "a" * 1500,
    "tg://resolve?domain=vinkje_bot&start=x",
    "../../../etc/passwd",
    "C:\\Windows\\System32\\..\\x",
)
"""HTML, Markdown, entities, links and paths."""

TYPST = (
    "#panic(1)",
    '#panic("x") $x^2$ *a* _b_ `c` @d <e>',
    '#read("/etc/passwd")',
    '#import "look.typ": *',
    "#let x = 1; #x",
    "#{",
    "#}",
    "]",
    "[",
    "#[",
    "\\",
    "\\u{1f600}",
    "\\#",
    "$",
    "$ sum_(i=0)^n $",
    "```typ #panic() ```",
    "`" * 300,
    "= kop",
    "- punt\n+ getal\n/ term: uitleg",
    "// commentaar",
    "/* open",
    "~--- ... -? \\",
    '"',
    "'",
    '"; #panic(); "',
    "@ref <label> https://x.nl",
    "#sys.version #while true {}",
    "#set page(width: 1pt)",
    "W" * 2000,
    "Donaudampfschifffahrtsgesellschaft" * 50,
)
"""The language in which sheets are drawn."""

PLACES = (
    "{",
    "}",
    "{}",
    "{{}}",
    "{0}",
    "{naam}",
    "{doelgroep}",
    "{partijen}",
    "{partnership}",
    "{organisatie}",
    "{antwoord.beeld}",
    "{antwoord.}",
    "{n} van {of}",
    "{code}",
    "{name}",
    "{{naam}}",
    "{naam",
    "naam}",
    "{observers:een|twee}",
    "{0.__class__.__mro__}",
    "{self._secrets}",
    "{a!r:>{width}}",
    "{" * 1000,
    "{{7*7}}",
    "${HOME}",
    "$(reboot)",
    "`reboot`",
    "%s%s%s%n%x",
    "%(naam)s",
    "%",
    "%%%d" * 100,
    "#{7*7}",
    "<%= 7*7 %>",
    "__class__",
)
"""Gaps as in our own texts, and those of other languages."""

SHEETS = (
    "=1+1",
    '=HYPERLINK("http://x","klik")',
    "=cmd|' /C calc'!A0",
    "+1",
    "-1",
    "-2+3+cmd",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\u00a0=1+1",
    "\u3000=1+1",
    "＝1+1",
    "'=1+1",
    '"=1+1"',
    "=",
    "+",
    "-",
    "@",
    "a,b;c\td",
    '"',
    '""',
    'a"b\n"c',
    "1e999",
    "0x7fffffff",
    "00123",
    "1/2",
    "2026-11-22",
    "=" * 500,
    "_x0000_ _x000D_",
    "#REF!",
)
"""What a spreadsheet would calculate, or take for something else."""

DATA = (
    "no",
    "~",
    "null",
    "true",
    "NaN",
    "-0",
    "1_000",
    "- a\n- b",
    "a: b",
    "a: *b",
    "&a [*a]",
    "!!python/object:os.system x",
    "<<: *x",
    "%YAML 1.2",
    "---",
    "...",
    "|",
    "> \n x",
    "'",
    '{"a": [1, {"b": null}]}',
    '{"__proto__": {}}',
    "[" * 2000,
    "]" * 100,
    "\\u0000",
    "\\ud800",
    '\\"',
    "'; DROP TABLE answer; --",
    "' OR '1'='1",
    '") OR 1=1 --',
    "a' || pg_sleep(9) || '",
    "%' ESCAPE '",
    "\\x00",
    "\\N",
    "$1",
    ":name",
    "?",
    "1; ATTACH DATABASE '/tmp/x' AS x",
    "x\\' ; --",
)
"""YAML, JSON and SQL."""

WORDS_OF_OURS = (
    "🟢 Ja",
    "🟢 ja",
    "Overslaan",
    "overgeslagen",
    "ingetrokken",
    "weet ik niet",
    "/stop",
    "/start",
    "/ stop",
    "//stop",
    "/verwijder alles",
    "/start@vinkje_bot",
    "/start@anders_bot x",
    "/a" * 500,
    "a:7:red",
    "a.07.red" + "A" * 11,
    "m5:3",
    "None",
    "False",
    "0",
    "-1",
    "iedereen",
    "1. een\n2. twee",
    "…",
    "'aanhaling'",
    "‘aanhaling’ “twee” „drie”",
    "Ja\n\nVraag 2 van 5\nWat vind je?",
    "Vinkje: je antwoord is gewist",
    "Is iedereen blij\x85\x0b\x0c?",
)
"""What stands on our own screens, buttons and in our own data."""

OWN = tuple(
    dict.fromkeys(
        (
            *SIZES, *BOUNDARY, *CONTROL, *SURROGATES, *DIRECTION, *INVISIBLE, *STACKED, *MARKUP, *TYPST,
            *PLACES, *SHEETS, *DATA, *WORDS_OF_OURS,
        )
    )
)  # fmt: skip
"""All of them, each once."""
