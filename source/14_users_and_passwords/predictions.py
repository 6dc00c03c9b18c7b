"""Lesson 14: its predictions."""

from __future__ import annotations

from classroom.check import Choice, Prediction

PREDICTIONS = (
    Prediction(
        "14.later",
        "Since its first migrate a project has had a user model of its own, with nothing in the class. There are users "
        "by now, and the class gets a field, nickname. What does that cost?",
        (
            Choice(
                "a",
                "The database: Django refuses, for the history no longer fits.",
                False,
                "So it is when the class itself comes late. A field is a second migration, and stands behind the "
                "first: nothing is out of order.",
            ),
            Choice(
                "b",
                "One more migration.",
                True,
                "The table is the project's own, so a migration of the project's own can change it, users and all.",
            ),
            Choice(
                "c",
                "The users: their table is made anew, and is empty.",
                False,
                "The table got one column more, and kim was in it before and after. Each user who was there has an "
                "empty nickname.",
            ),
        ),
    ),
    Prediction(
        "14.two_hashes",
        "make_password gets the same password twice. What comes out?",
        (
            Choice(
                "a",
                "Two texts that differ, and both fit.",
                True,
                "Each has a salt of its own. Whoever steals the table cannot see which users share a password.",
            ),
            Choice(
                "b",
                "Twice the same text, or a login could not compare.",
                False,
                "The texts differ from the third part on. The salt stands in the text, so a login can hash what was "
                "typed with the same salt.",
            ),
            Choice(
                "c",
                "Two texts that differ, and only the newer one fits.",
                False,
                "Nothing is remembered between the two calls. Both fit: each holds all that is needed to compare.",
            ),
        ),
    ),
    Prediction(
        "14.create",
        'After User.objects.create(username="dami", password="only-for-class"), can dami log in?',
        (
            Choice(
                "a",
                "Yes: there is a row with her name and her password.",
                False,
                "The login hashes what she types and compares it with a hash. In the row stands the password itself, "
                "which no hasher knows.",
            ),
            Choice(
                "b",
                "It does not come so far: create refuses a password that is not hashed.",
                False,
                "For the database the password is a text of up to 128 characters, and this is one. No error came.",
            ),
            Choice(
                "c",
                "No: the row holds the password as it was typed, and that is no hash.",
                True,
                "create fills the columns with what it is given. create_user hashes first.",
            ),
        ),
    ),
    Prediction(
        "14.change",
        "Laptop and phone are logged in. The password is changed on the laptop. What does the server do with the "
        "phone's session at that moment?",
        (
            Choice(
                "a",
                "It deletes the phone's row.",
                False,
                "Both rows were still there. The phone's row went later, when the phone came back with its key.",
            ),
            Choice(
                "b",
                "It writes the new hash into the phone's row, too.",
                False,
                "That was done for the session that changed the password, and for no other.",
            ),
            Choice(
                "c",
                "It takes the user out of the phone's row and leaves the rest.",
                False,
                "The phone's row was not touched: it still holds the user's number, and the hash of yesterday.",
            ),
            Choice(
                "d",
                "Nothing.",
                True,
                "The other sessions are not looked for. Each is found out when it comes back: its hash no longer fits.",
            ),
        ),
    ),
    Prediction(
        "14.link",
        "Mio opens the link in her mail, chooses a password, and then opens the same link once more. What is shown?",
        (
            Choice(
                "a",
                "The form again: the link is good for three days.",
                False,
                "Three days at the most. The token was made from the old stored password, and that is another now.",
            ),
            Choice(
                "b",
                "A page that says: this link does not work.",
                True,
                "Her new password changed what the token was signed over, so the link spoiled itself.",
            ),
            Choice(
                "c",
                "Her profile: the link logs her in.",
                False,
                "Not even the first use logged her in. The link lets her choose a password, and nothing else.",
            ),
        ),
    ),
)
