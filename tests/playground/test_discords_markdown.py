"""Discord's markdown on the page: as the app shows it, and never as HTML that somebody wrote."""

import time

import pytest
from markupsafe import Markup

from bot.playground.discord.markdown import formatted


class Plain:
    """Words that stand for themselves."""

    def person(self, number: int) -> Markup:
        return Markup("(person {})").format(number)

    def role(self, number: int) -> Markup:
        return Markup("(role {})").format(number)

    def channel(self, number: int) -> Markup:
        return Markup("(channel {})").format(number)

    def command(self, path: str) -> Markup:
        return Markup("(/{})").format(path)

    def moment(self, seconds: int, style: str) -> Markup:
        return Markup("({} {})").format(seconds, style)

    def everybody(self, name: str) -> Markup:
        return Markup("(all {})").format(name)

    def link(self, url: str, content: Markup) -> Markup:
        return Markup("[{}]({})").format(content, url)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("plain & <b>simple</b>", "plain &amp; &lt;b&gt;simple&lt;/b&gt;"),
        ("**bold** and *soft* and _soft_", "<strong>bold</strong> and <em>soft</em> and <em>soft</em>"),
        ("__under__ ~~gone~~", "<u>under</u> <s>gone</s>"),
        ("***both***", "<strong><em>both</em></strong>"),
        ("**a *b* c**", "<strong>a <em>b</em> c</strong>"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
        (r"\*not\* \_this\_ \# \>", "*not* _this_ # &gt;"),
        ("`**code**` ``a ` b``", "<code>**code**</code> <code>a ` b</code>"),
        ("before\n```py\na <b>\n```\nafter", "before<pre><code>a &lt;b&gt;</code></pre>after"),
        ("> quoted **so**\n> on\nthen", "<blockquote>quoted <strong>so</strong>\non</blockquote>then"),
        (">>> all\nthe rest", "<blockquote>all\nthe rest</blockquote>"),
        (
            "# One\n### Three\n-# small",
            '<p class="heading1">One</p><p class="heading3">Three</p><p class="subtext">small</p>',
        ),
        ("#hash >arrow", "#hash &gt;arrow"),
        ("- a\n- b\n  - c\nend", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>end"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("3\\. a", "3. a"),
        ("[words](https://example.org/a_(b))", "[words](https://example.org/a_(b))"),
        ("[script](javascript:alert)", "[script](javascript:alert)"),
        ("see https://example.org/a_b_c.", "see [https://example.org/a_b_c](https://example.org/a_b_c)."),
        ("<https://example.org>", "[https://example.org](https://example.org)"),
        ("<@12> <@!12> <@&3> <#4>", "(person 12) (person 12) (role 3) (channel 4)"),
        ("</prompt list:55>", "(/prompt list)"),
        ("<t:1795000000:R> <t:1795000000>", "(1795000000 R) (1795000000 f)"),
        ("@everyone @here you@here.example", "(all everyone) (all here) you(all here).example"),
        ("<:tree:123>", ":tree:"),
        ("`<@12>`", "<code>&lt;@12&gt;</code>"),
    ],
)
def test_it_is_shown_as_in_the_app(written: str, shown: str) -> None:
    assert formatted(written, Plain()) == shown


def test_a_spoiler_waits_for_a_press() -> None:
    shown = formatted("||it was <Ben>||", Plain())
    assert shown.startswith('<span class="spoiler" role="button" tabindex="0"')
    assert "it was &lt;Ben&gt;" in shown


@pytest.mark.parametrize(
    "sign", ["*", "_", "~~", "||", "`", "[", "*_", "**__", "> ", "- ", "<", "\\", " *", "[](", "*a ", "```"]
)
def test_whatever_somebody_types_is_shown_soon(sign: str) -> None:
    began = time.perf_counter()
    formatted((sign * 2000)[:2000], Plain())
    formatted(("".join(" " * each + "- x\n" for each in range(60)))[:2000], Plain())
    assert time.perf_counter() - began < 10, "some way of nesting takes time without bounds"
