"""Faults that a check plants into a copy of a learner's project, to see whether the project's own tests notice them.

They are planted by behaviour, not in the code: a middleware of the copy changes what the project's views are asked or
what they have answered. So they fit a project whatever it looks like. `program.py` is laid into the copy as text by
`classroom.check.trial`, and runs there, by the project's own `manage.py test`; this process imports it nowhere.
"""

FAULTS = {
    "any_password": "any password logs in",
    "open_redirect": "the login goes on to another site, where next names one",
    "logout_by_get": "a GET logs out",
    "strangers_write": "a stranger may write an article",
    "wrong_author": "a new article has somebody else as its author",
    "signed_up_only": "whoever signs up is not logged in",
    "session_ends": "a new password ends the session that set it, too",
    "no_password": "an account is deleted without its password",
    "strangers_edit": "a stranger may edit any article",
    "form_is_open": "anybody is shown the form with somebody else's article in it",
    "others_edit": "any user may edit any article",
    "editors_shut": "editors may not edit",
    "authors_shut": "authors may not edit their own",
    "others_delete": "any user may delete any article",
    "deleted_by_get": "a GET deletes an article",
}
"""The faults by name, in words that go on a sentence: "a test fails when …"."""
