"""All that runs in the process of a submission: copied to a private folder and started there by itself.

Its sandbox is `classroom.sandbox.sandbox`, copied along.

Nothing here imports anything of ours from outside this folder, and nothing here is trusted: a submission runs in the
same process. Judging happens in the grader's own process (`classroom.grade.judge`).
"""
