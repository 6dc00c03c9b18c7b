"""The program of a submission's process: copied to a private folder, with `classroom/sandbox/`, and run there.

These modules import nothing of ours from outside these two folders. They are not trusted, because the submission runs
in the same process; judging happens in the grader's process (`classroom.grade.judge`).
"""
