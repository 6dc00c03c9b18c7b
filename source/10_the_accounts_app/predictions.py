"""Lesson 10: its predictions."""

from __future__ import annotations

from classroom.check import Choice, Prediction

PREDICTIONS = (
    Prediction(
        "10.registered_first",
        "The settings already name the app `shop`, and there is no such folder yet. Which of these still works: "
        "`manage.py startapp shop`, `manage.py help`, a page that does not use the shop?",
        (
            Choice(
                "a",
                "startapp: it makes what is missing.",
                False,
                "It did not come that far: before its own work it loads the apps that the settings name.",
            ),
            Choice(
                "b",
                "help: it needs no app.",
                False,
                "It needs none, and failed all the same: manage.py loads the apps before it looks at the command.",
            ),
            Choice(
                "c",
                "The page: it does not use the shop.",
                False,
                "It was answered 500. No page is served until all apps of the settings are loaded.",
            ),
            Choice(
                "d",
                "None of the three.",
                True,
                "All apps that the settings name are loaded first, and shop is what startapp was asked to make.",
            ),
        ),
    ),
    Prediction(
        "10.not_registered",
        "The app is there, and not in INSTALLED_APPS. Three things: a view that answers with text, a view that shows "
        "a template of the app, and `makemigrations accounts`. Which of them work?",
        (
            Choice("a", "All three: the folder is there.", False, "Two of the three needed more than Python's import."),
            Choice(
                "b",
                "Both views.",
                False,
                "The second answered 500, TemplateDoesNotExist: Django looks for templates in registered apps.",
            ),
            Choice(
                "c",
                "The view with text alone.",
                True,
                "A view is imported by Python. Templates and models are looked for in the registered apps only.",
            ),
            Choice(
                "d", "None of them.", False, "The first answered 200. Python needs no registration to import a module."
            ),
        ),
    ),
    Prediction(
        "10.name",
        "In how many of Django's default settings does the word accounts stand?",
        (
            Choice(
                "a",
                "In two, both of them addresses.",
                True,
                "LOGIN_URL and LOGIN_REDIRECT_URL; nothing in Django is an app called accounts.",
            ),
            Choice("b", "In none.", False, "Two were printed. Both are addresses."),
            Choice(
                "c",
                "In many: INSTALLED_APPS, MIDDLEWARE and more.",
                False,
                "Those two are empty lists by default; startproject fills them. Two addresses were printed.",
            ),
        ),
    ),
    Prediction(
        "10.same_template",
        "The apps articles and accounts, both registered, each have a file templates/index.html. The view at "
        '/accounts/ renders "index.html". Which one is shown?',
        (
            Choice(
                "a",
                "That of accounts: it is the address of that app.",
                False,
                "A view gives a name and nothing else; Django does not ask for which address or which app.",
            ),
            Choice(
                "b",
                "That of the app which is registered first.",
                True,
                "The folders are searched in the order of INSTALLED_APPS, and the first file wins.",
            ),
            Choice(
                "c",
                "Neither: the name is not unique, so there is an error.",
                False,
                "No error came, which makes it hard to find.",
            ),
        ),
    ),
)
