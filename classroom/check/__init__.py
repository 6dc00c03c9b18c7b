"""The exercise machine: tasks, checks, hints, verdicts, and the learner's own record.

Everything here is a plain value or a small function of plain values. Nothing opens the site and nothing draws:
the front door hands the site's private stretch in, and draws what comes out.
"""
