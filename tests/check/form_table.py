"""Forms, and what a browser sends of each: one table, asked of our reader and of Chromium."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

MULTIPART, PLAIN = "multipart/form-data", "text/plain"


@dataclass(frozen=True)
class Row:
    """One form. page: the body of its page, at `PAGE`. sent: names and values, in order.

    wishes: what is filled in before. button: what stands on the button that is pressed; by default Enter is.
    to, method, enctype: where and how it goes. number: the place of the form among those of the page.
    """

    name: str
    page: str
    sent: Sequence[tuple[str, str]]
    wishes: Mapping[str, str | bool | list[str]] = field(default_factory=dict)
    button: str = ""
    to: str = "/sent"
    method: str = "post"
    enctype: str = "application/x-www-form-urlencoded"
    number: int = 0


PAGE = "/page"


def form(inner: str) -> str:
    return f"<form method=post action=/sent>{inner}</form>"


ROWS = (
    # Fields of one line
    Row(
        "a login form",
        form(
            "<input type=hidden name=token value=t><input name=username><input type=password name=password>"
            "<button>Log in</button>"
        ),
        [("token", "t"), ("username", "mina"), ("password", "böse & + %")],
        wishes={"username": "mina", "password": "böse & + %"},
    ),
    Row("no name, empty name", form("<input value=a><input name='' value=b><input name=c value=d>"), [("c", "d")]),
    Row(
        "line breaks in a one-line field",
        form("<input name=a value='x\ny\r\nz'><input type=hidden name=b value='x\ny'>"),
        [("a", "xyz"), ("b", "x\r\ny")],
    ),
    Row(
        "email trims",
        form(
            "<input type=email name=a value='  x@y.z\n '><input type=url name=b value=' http://x '>"
            "<input type=search name=c value=' s '><input type=tel name=d value='1\n2'>"
        ),
        [("a", "x@y.z"), ("b", "http://x"), ("c", " s "), ("d", "12")],
    ),
    Row("email multiple", form("<input type=email multiple name=a value=' a@b ,  c@d '>"), [("a", "a@b,c@d")]),
    Row(
        "number",
        form(
            "<input type=number name=a value=abc><input type=number name=b value=1.50>"
            "<input type=number name=c value='1e3'><input type=number name=d value='+1'>"
            "<input type=number name=e value=' 1'><input type=number name=f value='.5'>"
            "<input type=number name=g value='5.'>"
        ),
        [("a", ""), ("b", "1.50"), ("c", "1e3"), ("d", ""), ("e", ""), ("f", ".5"), ("g", "")],
    ),
    Row(
        "range",
        form(
            "<input type=range name=a><input type=range name=b min=10 max=20>"
            "<input type=range name=c value=300><input type=range name=d value=7 min=0 max=10 step=5>"
            "<input type=range name=e value=x min=0 max=5>"
        ),
        [("a", "50"), ("b", "15"), ("c", "100"), ("d", "5"), ("e", "3")],
    ),
    Row(
        "color",
        form("<input type=color name=a><input type=color name=b value='#ABCDEF'>"),
        [("a", "#000000"), ("b", "#abcdef")],
    ),
    Row(
        "dates",
        form(
            "<input type=date name=a value=2024-02-30><input type=date name=b value=2024-02-29>"
            "<input type=time name=c value=25:00><input type=time name=d value=23:59>"
            "<input type=month name=e value=2024-13><input type=month name=f value=2024-12>"
            "<input type=week name=g value=2024-W60><input type=week name=h value=2024-W10>"
            "<input type=datetime-local name=i value='2024-01-01 10:00'>"
            "<input type=datetime-local name=j value='x'>"
        ),
        [
            ("a", ""),
            ("b", "2024-02-29"),
            ("c", ""),
            ("d", "23:59"),
            ("e", ""),
            ("f", "2024-12"),
            ("g", ""),
            ("h", "2024-W10"),
            ("i", "2024-01-01T10:00"),
            ("j", ""),
        ],
    ),
    Row(
        "unknown type is text",
        form("<input type=wonder name=a value='x\ny'><input TYPE=TEXT NAME=B VALUE=c>"),
        [("a", "xy"), ("B", "c")],
    ),
    Row(
        "disabled and readonly",
        form("<input name=a value=1 disabled><input name=b value=2 readonly><input name=c value=3 disabled=false>"),
        [("b", "2")],
    ),
    Row(
        "same name twice keeps order",
        form("<input name=a value=1><input name=b value=2><input name=a value=3>"),
        [("a", "1"), ("b", "2"), ("a", "3")],
    ),
    Row("attribute twice: the first counts", form("<input name=a name=b value=1 value=2>"), [("a", "1")]),
    Row(
        "charset",
        form(
            "<input type=hidden name=_charset_><input type=hidden name=_charset_ value=x>"
            "<input name=_charset_ value=y><input type=hidden name=_CHARSET_ value=z>"
        ),
        [("_charset_", "UTF-8"), ("_charset_", "UTF-8"), ("_charset_", "y"), ("_CHARSET_", "UTF-8")],
    ),
    # Longer texts
    Row(
        "textarea first line break",
        form("<textarea name=a>\nx\ny</textarea><textarea name=b>\n\nz</textarea><textarea name=c>\r\nq</textarea>"),
        [("a", "x\r\ny"), ("b", "\r\nz"), ("c", "q")],
    ),
    Row(
        "textarea markup is text",
        "<form method=post action=/sent><textarea name=a><b>x</b> &amp; &lt;p&gt;</textarea>"
        "<textarea name=b><!-- no --></textarea><textarea name=c></form><input name=d></textarea></form>",
        [("a", "<b>x</b> & <p>"), ("b", "<!-- no -->"), ("c", "</form><input name=d>")],
    ),
    Row("textarea value attribute is none", form("<textarea name=a value=no></textarea>"), [("a", "")]),
    Row("textarea wrap hard", form("<textarea name=a wrap=hard cols=5>a</textarea>"), [("a", "a")]),
    Row("textarea fill", form("<textarea name=a>old</textarea>"), [("a", "one\r\ntwo")], wishes={"a": "one\ntwo"}),
    # Boxes and radio buttons
    Row(
        "checkbox without value",
        form(
            "<input type=checkbox name=a checked><input type=checkbox name=b>"
            "<input type=checkbox name=c checked value=''><input type=checkbox name=d value=x checked>"
        ),
        [("a", "on"), ("c", ""), ("d", "x")],
    ),
    Row(
        "checkbox set",
        form("<input type=checkbox name=a><input type=checkbox name=b checked><input type=checkbox name=c value=x>"),
        [("a", "on"), ("c", "x")],
        wishes={"a": True, "b": False, "c": "x"},
    ),
    Row(
        "checkbox group",
        form(
            "<input type=checkbox name=a value=1><input type=checkbox name=a value=2 checked>"
            "<input type=checkbox name=a value=3>"
        ),
        [("a", "1"), ("a", "3")],
        wishes={"a": ["1", "3"]},
    ),
    Row(
        "radio none",
        form("<input type=radio name=a value=1><input type=radio name=a value=2><input name=z>"),
        [("z", "")],
    ),
    Row(
        "radio several checked: last",
        form("<input type=radio name=a value=1 checked><input type=radio name=a value=2 checked>"),
        [("a", "2")],
    ),
    Row("radio without value", form("<input type=radio name=a checked>"), [("a", "on")]),
    Row(
        "radio set",
        form("<input type=radio name=a value=1 checked><input type=radio name=a value=2>"),
        [("a", "2")],
        wishes={"a": "2"},
    ),
    Row(
        "radio groups of two forms",
        "<form id=o><input type=radio name=a value=9 checked></form><form method=post action=/sent>"
        "<input type=radio name=a value=1 checked></form>",
        [("a", "1")],
        number=1,
    ),
    Row(
        "radio checked disabled",
        form("<input type=radio name=a value=1 checked><input type=radio name=a value=2 checked disabled>"),
        [],
    ),
    Row(
        "checkbox and hidden of one name",
        form("<input type=hidden name=a value=off><input type=checkbox name=a value=on2>"),
        [("a", "off"), ("a", "on2")],
        wishes={"a": True},
    ),
    # Selects
    Row("select first", form("<select name=a><option value=1>one<option value=2>two</select>"), [("a", "1")]),
    Row(
        "select without values",
        form("<select name=a><option> one   two <option selected>three\n four</select>"),
        [("a", "three four")],
    ),
    Row(
        "select first enabled",
        form("<select name=a><option disabled value=0>choose<option value=1>one</select>"),
        [("a", "1")],
    ),
    Row(
        "select all disabled",
        form("<select name=a><option disabled value=0>choose<option disabled value=1>one</select><input name=z>"),
        [("z", "")],
    ),
    Row(
        "select selected disabled",
        form("<select name=a><option value=1>one<option disabled selected value=2>two</select><input name=z>"),
        [("z", "")],
    ),
    Row(
        "select two selected",
        form("<select name=a><option selected value=1>one<option selected value=2>two</select>"),
        [("a", "2")],
    ),
    Row("select empty", form("<select name=a></select><input name=z>"), [("z", "")]),
    Row(
        "select multiple",
        form(
            "<select multiple name=a>"
            "<option selected value=1>one<option value=2>two"
            "<option selected value=3>three<option selected disabled value=4>four</select>"
        ),
        [("a", "1"), ("a", "3")],
    ),
    Row(
        "select multiple none", form("<select multiple name=a><option value=1>one</select><input name=z>"), [("z", "")]
    ),
    Row("select size 4 none", form("<select size=4 name=a><option value=1>one</select><input name=z>"), [("z", "")]),
    Row(
        "select optgroup",
        form(
            "<select name=a><optgroup label=x disabled>"
            "<option value=1>one<option value=2>two<optgroup label=y><option value=3>three</optgroup>"
            "</select>"
        ),
        [("a", "3")],
    ),
    Row(
        "select optgroup selected",
        form(
            "<select name=a><option>none</option><optgroup label=x><option value=1 selected>one</option>"
            "</optgroup></select>"
        ),
        [("a", "1")],
    ),
    Row("select label attr", form("<select name=a><option label=lab>text</option></select>"), [("a", "text")]),
    Row(
        "select value empty",
        form("<select name=a><option value=''>---------</option><option value=1>one</option></select>"),
        [("a", "")],
    ),
    Row(
        "select set by value",
        form("<select name=a><option value=1>one</option><option value=2>two</option></select>"),
        [("a", "2")],
        wishes={"a": "2"},
    ),
    Row(
        "select set by text",
        form("<select name=a><option value=1>one</option><option value=2>  the\n two </option></select>"),
        [("a", "2")],
        wishes={"a": "the two"},
    ),
    Row(
        "select multiple set",
        form(
            "<select name=a multiple><option value=1 selected>one</option><option value=2>two</option>"
            "<option value=3>three</option></select>"
        ),
        [("a", "2"), ("a", "3")],
        wishes={"a": ["3", "2"]},
    ),
    Row("option with markup", form("<select name=a><option><b>x</b> y<script>z</script></select>"), [("a", "x y")]),
    Row("option outside select", form("<option value=1 selected>x</option><input name=z>"), [("z", "")]),
    Row("disabled select", form("<select name=a disabled><option>x</select><input name=z>"), [("z", "")]),
    # Buttons
    Row(
        "default button named",
        form("<input name=z><button name=b value=1>one</button><button name=b value=2>two</button>"),
        [("z", ""), ("b", "1")],
    ),
    Row(
        "button pressed",
        form("<input name=z><button name=b value=1>one</button><button name=b value=2>two</button><input name=y>"),
        [("z", ""), ("b", "2"), ("y", "")],
        button="two",
    ),
    Row(
        "button types",
        form(
            "<input name=z><button type=button name=a value=1>no</button>"
            "<button type=reset name=b value=2>no</button><button type=submit name=c value=3>yes</button>"
        ),
        [("z", ""), ("c", "3")],
    ),
    Row(
        "button type nonsense",
        form("<input name=z><button type=nonsense name=a value=1>yes</button>"),
        [("z", ""), ("a", "1")],
    ),
    Row("input submit without value", form("<input name=z><input type=submit name=s>"), [("z", ""), ("s", "Submit")]),
    Row(
        "input submit with value",
        form(
            "<input name=z><input type=submit name=s value=Go><input type=button name=t value=u>"
            "<input type=reset name=r value=q>"
        ),
        [("z", ""), ("s", "Go")],
    ),
    Row(
        "image button", form("<input name=z><input type=image name=i value=v>"), [("z", ""), ("i.x", "0"), ("i.y", "0")]
    ),
    Row(
        "image button nameless",
        form("<input name=z><input type=image><button name=b>x</button>"),
        [("z", ""), ("x", "0"), ("y", "0")],
    ),
    Row(
        "default before the fields",
        form("<button name=first value=1>x</button><input name=z>"),
        [("first", "1"), ("z", "")],
    ),
    Row("button without value", form("<input name=z><button name=b>words</button>"), [("z", ""), ("b", "")]),
    Row(
        "formaction",
        form("<input name=z><button formaction=/other name=b value=1>x</button>"),
        [("z", ""), ("b", "1")],
        to="/other",
    ),
    Row(
        "formmethod get to post",
        "<form action=/sent><input name=z value=1><button formmethod=post>x</button></form>",
        [("z", "1")],
    ),
    Row(
        "formenctype",
        form("<input name=z value=1><button formenctype=multipart/form-data>x</button>"),
        [("z", "1")],
        enctype=MULTIPART,
    ),
    Row(
        "button in a nested element",
        form("<input name=z><p><button name=b value=1><b>x</b></button></p>"),
        [("z", ""), ("b", "1")],
    ),
    Row("no button", form("<input name=z value=1>"), [("z", "1")]),
    Row(
        "two text fields and no button", form("<input name=z value=1><input name=y value=2>"), [("z", "1"), ("y", "2")]
    ),
    # How it is encoded
    Row(
        "multipart",
        "<form method=post action=/sent enctype=multipart/form-data><input name=z value='1 & ü'>"
        "<textarea name=t>a\nb</textarea><input type=file name=f></form>",
        [("z", "1 & ü"), ("t", "a\r\nb"), ("f", "")],
        enctype=MULTIPART,
    ),
    Row("file urlencoded", form("<input name=z value=1><input type=file name=f>"), [("z", "1"), ("f", "")]),
    Row(
        "text plain",
        "<form method=post action=/sent enctype=text/plain><input name=z value='1 & ü'><input name=y value=2></form>",
        [("z", "1 & ü"), ("y", "2")],
        enctype=PLAIN,
    ),
    Row("enctype nonsense", "<form method=post action=/sent enctype=x><input name=z value=1></form>", [("z", "1")]),
    # Which form a control belongs to
    Row(
        "form attribute outside",
        "<input name=o value=0 form=f><form id=f method=post action=/sent><input name=z value=1></form>"
        "<input name=p value=2 form=f><button form=f name=b value=3>x</button>",
        [("o", "0"), ("z", "1"), ("p", "2"), ("b", "3")],
    ),
    Row("form attribute to nowhere", form("<input name=z value=1 form=nowhere><input name=y value=2 form=''>"), []),
    Row(
        "form attribute to another",
        "<form id=g></form><form id=f method=post action=/sent><input name=z value=1 form=g>"
        "<input name=y value=2></form>",
        [("y", "2")],
        number=1,
    ),
    Row(
        "form id twice",
        "<form id=f></form><form id=f method=post action=/sent><input name=y value=2></form>"
        "<input name=z value=1 form=f>",
        [("y", "2")],
        number=1,
    ),
    Row(
        "form in form",
        "<form method=post action=/sent><input name=a value=1><form action=/inner><input name=b value=2>"
        "</form><input name=c value=3></form>",
        [("a", "1"), ("b", "2")],
    ),
    Row(
        "form in table",
        "<table><form method=post action=/sent><tr><td><input name=a value=1></td></tr><tr><td>"
        "<input name=b value=2></table></form><input name=c value=3>",
        [("a", "1"), ("b", "2")],
    ),
    Row(
        "form in a row",
        "<table><tr><form method=post action=/sent><td><input name=a value=1></td><td>"
        "<button name=b value=2>x</button></td></form></tr></table><input name=c value=3>",
        [("a", "1"), ("b", "2")],
    ),
    Row("unclosed form", "<form method=post action=/sent><input name=a value=1>", [("a", "1")]),
    Row(
        "unclosed form in a div",
        "<div><form method=post action=/sent><input name=a value=1></div><input name=b value=2>",
        [("a", "1"), ("b", "2")],
    ),
    Row(
        "form closed inside",
        "<form method=post action=/sent><div><input name=a value=1></form><input name=b value=2></div>"
        "<input name=c value=3>",
        [("a", "1"), ("b", "2")],
    ),
    Row(
        "unclosed then another",
        "<form method=post action=/sent><input name=a value=1><form method=post action=/second>"
        "<input name=b value=2></form>",
        [("a", "1"), ("b", "2")],
    ),
    Row(
        "p around",
        "<p><form method=post action=/sent><p><input name=a value=1><p><input name=b value=2></form>",
        [("a", "1"), ("b", "2")],
    ),
    Row("misnested", form("<b><i><input name=a value=1></b><input name=b value=2></i>"), [("a", "1"), ("b", "2")]),
    Row(
        "controls in an unclosed select",
        form("<select name=s><option>x<input name=a value=1><option>y"),
        [("s", "x"), ("a", "1")],
    ),
    Row("select in select", form("<select name=s><option>x<select name=t><option>y</select>"), [("s", "x")]),
    # What is left out
    Row(
        "fieldset disabled",
        form(
            "<fieldset disabled><legend><input name=l value=1></legend><input name=a value=2><legend>"
            "<input name=m value=3></legend></fieldset><input name=b value=4>"
        ),
        [("l", "1"), ("b", "4")],
    ),
    Row(
        "fieldset disabled nested",
        form(
            "<fieldset disabled><fieldset><legend><input name=l value=1></legend><input name=a value=2>"
            "</fieldset></fieldset><input name=b value=4>"
        ),
        [("b", "4")],
    ),
    Row(
        "fieldset legend deep",
        form("<fieldset disabled><div><legend><input name=l value=1></legend></div></fieldset><input name=b value=4>"),
        [("b", "4")],
    ),
    Row(
        "datalist",
        form("<datalist id=d><option value=1><input name=a value=1></datalist><input name=b list=d>"),
        [("a", "1"), ("b", "")],
    ),
    Row("template", form("<template><input name=a value=1></template><input name=b value=2>"), [("b", "2")]),
    Row(
        "comment, script, style, title",
        form(
            "<!-- <input name=a value=1> --><script>'<input name=b value=2>'</script><style>"
            "<input name=c value=3></style><input name=d value=4>"
        ),
        [("d", "4")],
    ),
    Row("noscript", form("<noscript><input name=a value=1></noscript><input name=b value=2>"), [("b", "2")]),
    Row(
        "iframe, noembed, xmp",
        form(
            "<iframe><input name=a value=1></iframe><noembed><input name=b value=2></noembed><xmp>"
            "<input name=c value=3></xmp><input name=d value=4>"
        ),
        [("d", "4")],
    ),
    Row(
        "in svg",
        form(
            "<svg><input name=a value=1></svg><svg><foreignObject><input name=b value=2></foreignObject>"
            "</svg><input name=c value=4>"
        ),
        [("b", "2"), ("c", "4")],
    ),
    Row(
        "object, output, img, label, meter",
        form(
            "<object name=a></object><output name=b>x</output><meter name=c value=1></meter>"
            "<progress name=d></progress><input name=e value=4>"
        ),
        [("e", "4")],
    ),
    Row(
        "hidden by style",
        form("<input name=a value=1 hidden><div style='display:none'><input name=b value=2></div><input name=c>"),
        [("a", "1"), ("b", "2"), ("c", "")],
    ),
    Row("inert", form("<div inert><input name=a value=1></div><input name=c>"), [("a", "1"), ("c", "")]),
    # Odd characters
    Row(
        "self-closing and unquoted",
        form("<input name=a value=1/><input name=b value=2 /><INPUT NAME=\"c\" VALUE='&quot;3&quot;&copy;&notit;'/>"),
        [("a", "1/"), ("b", "2"), ("c", '"3"©&notit;')],
    ),
    Row(
        "nul and odd",
        form("<input name='a\x00b' value='c\x00d'><input name=x value='&#0;&#x80;'>"),
        [("a�b", "c�d"), ("x", "�€")],
    ),
    Row(
        "names odd",
        form(
            "<input name=' a ' value=' b '><input name='c[]' value=1><input name='ü&amp;=' value='é+%20'>"
            "<input name='d\ne' value=1>"
        ),
        [(" a ", " b "), ("c[]", "1"), ("ü&=", "é+%20"), ("d\r\ne", "1")],
    ),
    Row("isindex", form("<input name=isindex value=x>"), [("isindex", "x")]),
    # Where it goes
    Row("action missing", "<form method=post><input name=a value=1></form>", [("a", "1")], to=PAGE),
    Row("action empty", "<form method=post action=''><input name=a value=1></form>", [("a", "1")], to=PAGE),
    Row(
        "action spaces",
        "<form method=post action='  /sent?x=1#frag '><input name=a value=1></form>",
        [("a", "1")],
        to="/sent?x=1",
    ),
    Row(
        "action nonsense method",
        "<form method=put action=/sent><input name=a value=1></form>",
        [("a", "1")],
        method="get",
    ),
    Row(
        "base href",
        "<base href=/deep/er/><form method=post action=sent><input name=a value=1></form>",
        [("a", "1")],
        to="/deep/er/sent",
    ),
    Row("method twice, case", "<form METHOD=Post method=get action=/sent><input name=a value=1></form>", [("a", "1")]),
    # Filled in
    Row(
        "django as_p",
        form(
            "<p>"
            '<label for="id_u">Username:</label> <input type="text" name="u" maxlength="150" required id="id_u">'
            '</p><p><label>Sex:</label></p><div id="id_s"><div><label for="id_s_0">'
            '<input type="radio" name="s" value="1" required id="id_s_0">\n A</label>\n</div><div><label>'
            '<input type="radio" name="s" value="2"> B</label></div></div><button>Send</button>'
        ),
        [("u", "x"), ("s", "2")],
        wishes={"u": "x", "s": "2"},
    ),
    Row(
        "two fields of one name, each with its text",
        form("<input name=a><input name=b><input name=a>"),
        [("a", "1"), ("b", ""), ("a", "2")],
        wishes={"a": ["1", "2"]},
    ),
    Row(
        "two fields of one name, one text",
        form("<input type=password name=a><input type=password name=a>"),
        [("a", "x"), ("a", "x")],
        wishes={"a": "x"},
    ),
    Row(
        "a hidden field of the same name stays",
        form("<input name=a><input type=hidden name=a value=h>"),
        [("a", "x"), ("a", "h")],
        wishes={"a": "x"},
    ),
    Row(
        "a number is no word",
        form("<input type=number name=a><input type=date name=b><input type=email name=c>"),
        [("a", ""), ("b", "2024-01-02"), ("c", "x@y")],
        wishes={"a": "abc", "b": "2024-01-02", "c": " x@y "},
    ),
    Row("a line break written into one line", form("<input name=a>"), [("a", "xy")], wishes={"a": "x\ny"}),
    Row(
        "nothing chosen of several",
        form("<select name=a multiple><option selected>1</select><input name=z>"),
        [("z", "")],
        wishes={"a": []},
    ),
    Row(
        "an option of a group, by its words",
        form("<select name=a><option value=1>one<optgroup label=g><option value=2>two</select>"),
        [("a", "2")],
        wishes={"a": "two"},
    ),
    Row(
        "a submit input is pressed",
        form("<input name=z><input type=submit name=s value=Save><input type=submit name=s value=Delete>"),
        [("z", ""), ("s", "Delete")],
        button="Delete",
    ),
    Row(
        "a pressed button sends elsewhere",
        form(
            "<input name=z><button>Save</button>"
            "<button formaction=/other formenctype=multipart/form-data>Delete</button>"
        ),
        [("z", "")],
        button="Delete",
        to="/other",
        enctype=MULTIPART,
    ),
    Row(
        "a form in a table with two rows closed between",
        "<table><form method=post action=/sent><tr><td><input name=a value=1></td></tr></form><tr><td>"
        "<input name=b value=2></td></tr></table>",
        [("a", "1")],
    ),
    Row(
        "two forms in a table",
        "<table><tr><form method=post action=/sent><td><input name=a value=1></td></form></tr><tr>"
        "<form method=post action=/second><td><input name=b value=2></td></form></tr></table>",
        [("b", "2")],
        to="/second",
        number=1,
    ),
    Row(
        "radio buttons checked by one text, unchecked otherwise",
        form(
            "<input type=radio name=a value=1><input type=radio name=a value=2 checked>"
            "<input type=radio name=b checked>"
        ),
        [("a", "1"), ("b", "on")],
        wishes={"a": "1"},
    ),
    Row("line breaks in names", form("<textarea name='a\nb'>x\ry</textarea>"), [("a\r\nb", "x\r\ny")]),
    Row(
        "controls before, between and after by id",
        "<button form=f name=b value=1>x</button><form id=f method=post action=/sent>"
        "<input name=a value=2></form><select form=f name=c><option>3</select>"
        "<textarea form=f name=d>4</textarea>",
        [("b", "1"), ("a", "2"), ("c", "3"), ("d", "4")],
    ),
    Row(
        "a form's end in a comment",
        "<table><form method=post action=/sent><tr><td><!-- x --><input name=a value=1></td></tr></table>",
        [("a", "1")],
    ),
    Row(
        "upper case",
        "<FORM METHOD=POST ACTION=/sent><INPUT NAME=a VALUE=1><SELECT NAME=b>"
        "<OPTION VALUE=2 SELECTED>x</SELECT></FORM>",
        [("a", "1"), ("b", "2")],
    ),
    Row(
        "dialog",
        form("<input name=a value=1><button formmethod=dialog name=b>x</button><button name=c value=2>y</button>"),
        [("a", "1"), ("c", "2")],
        button="y",
    ),
)
