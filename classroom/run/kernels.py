"""Kernels for `run`: on Linux forked from one process that has imported everything, elsewhere started as usual.

A kernel that is started as usual imports IPython, Django and the widgets each time, which takes about a second.
A fork takes a few milliseconds, and each notebook still has a process of its own.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
from typing import Any

from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning import LocalProvisioner

FORKS = sys.platform == "linux"  # on macOS much does not work after a fork; Windows has none

# What a notebook imports, or what its first lines cause to be imported. These imports set up and open nothing.
PRELOADED = (
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "ipywidgets",
    "requests",
    "django.contrib.auth.hashers",
    "django.contrib.sessions.middleware",
    "django.core.handlers.wsgi",
    "django.core.management",
    "django.db.backends.sqlite3.base",
    "django.forms",
    "django.middleware.csrf",
    "django.template.loader_tags",
    "django.views.generic",
    "classroom",
    "classroom.site.live_site",
)

_context: Any = multiprocessing.get_context("forkserver" if FORKS else "spawn")


def manager_class() -> type[AsyncKernelManager]:
    """Return the kernel manager to give to nbclient."""
    return ForkedKernelManager if FORKS else AsyncKernelManager


def warm_up() -> None:
    """Start the fork server, which imports in the background; the first kernel waits for it."""
    if FORKS:
        from multiprocessing import forkserver

        _context.set_forkserver_preload(list(PRELOADED))
        forkserver.ensure_running()


class ForkedProcess:
    """A forked kernel, with those methods of `subprocess.Popen` that jupyter_client uses."""

    stdin = stdout = stderr = None

    def __init__(self, command: list[str], folder: str, environment: dict[str, str]) -> None:
        self._process = _context.Process(target=become_kernel, args=(command, folder, environment), daemon=True)
        self._process.start()
        self.pid = self._process.pid

    def poll(self) -> int | None:
        """Return the exit code, or None while it runs."""
        return self._process.exitcode

    def wait(self) -> int | None:
        """Wait until it ends; return the exit code."""
        self._process.join()
        return self._process.exitcode

    def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel and to the processes that it started."""
        try:
            os.killpg(self.pid, signum)
        except ProcessLookupError:
            # The process has not called setsid() yet, or it has ended.
            if self.poll() is None:
                os.kill(self.pid, signum)

    def kill(self) -> None:
        """Send SIGKILL."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Send SIGTERM."""
        self.send_signal(signal.SIGTERM)


class ForkedProvisioner(LocalProvisioner):
    """Starts kernels by a fork; ports and the connection file are handled as for any local kernel."""

    process: Any = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Fork a kernel; return how to connect to it."""
        self.process = ForkedProcess(cmd, kwargs.get("cwd") or os.getcwd(), dict(kwargs.get("env") or {}))
        self.pid = self.process.pid
        return self.connection_info


class ForkedKernelManager(AsyncKernelManager):
    """The usual manager, with `ForkedProvisioner`."""

    async def _async_pre_start_kernel(self, **kwargs: Any) -> Any:
        if self.provisioner is None:
            self.provisioner = ForkedProvisioner(
                kernel_id=self.kernel_id or "", kernel_spec=self.kernel_spec, parent=self
            )
        return await super()._async_pre_start_kernel(**kwargs)

    pre_start_kernel = _async_pre_start_kernel


def become_kernel(command: list[str], folder: str, environment: dict[str, str]) -> None:
    """Run, in the forked process, the kernel that `command` would start.

    command: python -m ipykernel_launcher -f <connection file> …
    folder: its working directory. environment: all its environment variables.
    """
    os.setsid()
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    from ipykernel.kernelapp import launch_new_instance

    # The kernel ends when its parent does. ipykernel reads the parent's id from an environment variable when it is
    # imported, which was before the fork: so it is an argument here.
    ours = [f"--IPKernelApp.parent_handle={os.getppid()}", "--IPKernelApp.log_level=ERROR"]
    arguments = [*command[command.index("-f") :], *ours]
    sys.argv = ["ipykernel_launcher", *arguments]
    launch_new_instance(argv=arguments)
