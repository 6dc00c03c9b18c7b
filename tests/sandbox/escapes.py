"""Ways out of the sandbox, one a line: what is tried, the code, and the error with which Linux has to refuse it.

The code runs in a process of its own, in the sandbox and, to see that the way is one, also outside (`test_escapes.py`).
It has `secret` (a file of the same user, elsewhere), `unix` (the path of a socket on which somebody listens), `udp`
and `tcp` (ports on which somebody listens, and to which it may not connect), `victim` (the id of another process of the
same user), and `call`, which makes a system call by its numbers on x86-64 and aarch64.
"""

from __future__ import annotations

EPERM, EACCES, ENOTTY, ENOSYS, ENOTSUP = "EPERM", "EACCES", "ENOTTY", "ENOSYS", "ENOTSUP"
INET = "socket.socket(socket.AF_INET, socket.SOCK_STREAM)"
THREADED = """
found = []
def steal():
    try: found.append(open(secret).read())
    except OSError as error: found.append(error)
thread = threading.Thread(target=steal); thread.start(); thread.join()
if isinstance(found[0], OSError): raise found[0]
"""
# int 0x80 with number 20, getpid of 32-bit programs.
IN_32_BITS = r"""
page = mmap.mmap(-1, 4096, prot=7)
page.write(b"\xb8\x14\x00\x00\x00\xcd\x80\xc3")
code = ctypes.CFUNCTYPE(ctypes.c_int)(ctypes.addressof(ctypes.c_char.from_buffer(page)))()
if code < 0: raise OSError(-code, "refused")
"""

ESCAPES = {
    # Files
    "reads a file": ("open(secret).read()", EACCES),
    "reads it in a thread": (THREADED, EACCES),
    "lists a folder": ("os.listdir(os.path.dirname(secret))", EACCES),
    "writes to a file": ("open(secret, 'a')", EACCES),
    "makes a file beside it": ("open(secret + '.new', 'w')", EACCES),
    "truncates a file by its path": ("os.truncate(secret, 3)", EPERM),
    "moves a file": ("os.rename(secret + '.other', secret + '.moved')", EACCES),
    "deletes a file": ("os.unlink(secret + '.spare')", EACCES),
    "links a file into its folder": ("os.link(secret, 'linked')", EPERM),
    "points a link at a file": ("os.symlink(secret, 'pointed')", EPERM),
    "makes a pipe that others may open": ("os.mkfifo('pipe')", EPERM),
    "adds an attribute to a file": ("os.setxattr(secret, 'user.mine', b'1')", ENOTSUP),
    "reads an attribute of a file": ("os.getxattr(secret, 'user.theirs')", ENOTSUP),
    "reads a file that its mode closes to all but root": (
        "os.close(os.open('closed', os.O_CREAT | os.O_WRONLY, 0)); open('closed').read()", EACCES,
    ),
    "reads its own memory as a file": ("open('/proc/self/mem', 'rb')", EACCES),
    "reads the environment of another process": ("open(f'/proc/{victim}/environ', 'rb').read()", EACCES),
    "watches files that it cannot read": ("call(294, 26, 0)", EPERM),
    "opens a file by its number": ("call(303, 264, -100, secret.encode(), handle(), ctypes.byref(number), 0)", EPERM),
    "changes the flags of a file": ("fcntl.ioctl(open(os.__file__), 0x80086601, bytes(8))", ENOTTY),
    "makes a file in memory that it could run": ("os.memfd_create('program')", EPERM),
    # The network. `tcp` is a port of another program: Jupyter, for example.
    "connects to another port": (f"{INET}.connect(('127.0.0.1', tcp))", EACCES),
    "connects while it sends": (f"{INET}.sendto(b'GET / HTTP/1.0', 0x20000000, ('127.0.0.1', tcp))", EPERM),
    "connects while it sends a message": (
        f"{INET}.sendmsg([b'GET / HTTP/1.0'], [], 0x20000000, ('127.0.0.1', tcp))", EPERM,
    ),
    "connects while it sends several": ("call(307, 269, 0, 0, 0, 0)", EPERM),
    "has its next connection opened while it sends": (f"{INET}.setsockopt(6, 30, 1)", EPERM),
    "sends a datagram": ("socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', udp))", EACCES),
    "connects by IPv6": ("socket.socket(socket.AF_INET6, socket.SOCK_STREAM)", EACCES),
    "connects by several paths (MPTCP)": ("socket.socket(socket.AF_INET, socket.SOCK_STREAM, 262)", EACCES),
    "connects to a socket by its path": ("socket.socket(socket.AF_UNIX).connect(unix)", EACCES),
    "sends to a path from one of a pair": (
        "socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)[0].sendto(b'x', unix + '.dgram')", EPERM,
    ),
    "connects one of a pair to a path": (
        "pair = socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)\npair[0].connect(unix + '.dgram')", EPERM,
    ),
    "sends a descriptor": (
        "socket.send_fds(socket.socketpair()[0], [b'x'], [0])", EPERM,
    ),
    "asks the kernel about the network": ("socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)", EACCES),
    "asks the kernel for its cipher": ("socket.socket(38, socket.SOCK_SEQPACKET)", EACCES),
    "reads raw packets": ("socket.socket(socket.AF_INET, socket.SOCK_RAW, 1)", EACCES),
    "listens without an address": (f"{INET}.listen()", EPERM),
    "listens on a port": (f"{INET}.bind(('127.0.0.1', 0))", EPERM),
    "gives a socket a program": (f"{INET}.setsockopt(1, 26, struct.pack('HP', 0, 0))", EPERM),
    "changes what TCP does": (f"{INET}.setsockopt(6, 31, b'tls')", EPERM),
    # Processes and signals
    "forks": ("os.fork() or os._exit(0)", EPERM),
    "runs a program": ("os.posix_spawn('/bin/true', ['true'], {})", EPERM),
    "becomes a program": ("os.execv('/proc/self/exe', ['python', '-c', ''])", EPERM),
    "forks by clone3": ("call(435, 435, 0, 0)", ENOSYS),
    "signals another process": ("os.kill(victim, 0)", EPERM),
    "signals a thread of another process": ("call(234, 131, victim, victim, 0)", EPERM),
    "signals everybody": ("os.kill(-1, 0)", EPERM),
    "signals another process with a value": ("call(129, 138, victim, 0, 0)", EPERM),
    "has a pipe signal another process": ("fcntl.fcntl(os.pipe()[0], fcntl.F_SETOWN, victim)", EPERM),
    "has a socket signal another process": (
        "fcntl.ioctl(socket.socketpair()[0], 0x8901, struct.pack('i', victim))", ENOTTY,
    ),
    "types into the terminal": ("fcntl.ioctl(0, termios.TIOCSTI, b'x')", ENOTTY),
    "opens another process": ("os.pidfd_open(victim)", EPERM),
    "takes a descriptor of another process": ("call(438, 438, 0, 0, 0)", EPERM),
    "traces another process": ("call(101, 117, 0x4206, victim, 0, 0)", EPERM),
    "reads the memory of another process": ("call(310, 270, victim, 0, 0, 0, 0, 0)", EPERM),
    "writes to the memory of another process": ("call(311, 271, victim, 0, 0, 0, 0, 0)", EPERM),
    "limits another process": ("resource.prlimit(victim, resource.RLIMIT_CORE, (0, 0))", EPERM),
    "slows another process down": ("os.setpriority(os.PRIO_PROCESS, victim, 19)", EPERM),
    "moves another process to one core": ("os.sched_setaffinity(victim, os.sched_getaffinity(victim))", EPERM),
    "shares memory with other programs": ("call(29, 194, 0x7FFFABCD, 4096, 0)", EPERM),
    "leaves a message for other programs": ("call(68, 186, 0x7FFFABCD, 0)", EPERM),
    "outlives the grader": ("call(157, 167, 1, 0, 0, 0, 0)", EPERM),
    "leaves its process group": ("os.setpgid(0, 0)", EPERM),
    # The kernel
    "asks by a ring (io_uring)": ("call(425, 425, 1, ctypes.create_string_buffer(120))", EPERM),
    "loads a program into the kernel": ("call(321, 280, 0, ctypes.create_string_buffer(120), 120)", EPERM),
    "handles page faults": ("call(323, 282, 1)", EPERM),
    "reads keys of the user": ("call(250, 219, 0, -3, 0, 0, 0)", EPERM),
    "measures the machine": ("call(298, 241, ctypes.create_string_buffer(128), 0, -1, -1, 0)", EPERM),
    "makes a namespace": ("call(272, 97, 0x10000000)", EPERM),
    "makes a thread in a namespace": ("call(56, 220, 0x10000 | 0x40000000, 0, 0, 0, 0)", EPERM),
    "mounts": ("call(165, 40, b'none', b'/tmp', b'tmpfs', 0, 0)", EPERM),
    "mounts in the new way": ("call(430, 430, b'tmpfs', 0)", EPERM),
    "changes its root": ("os.chroot('.')", EPERM),
    "changes its user": ("os.setuid(os.getuid())", EPERM),
    "changes how programs are run": ("call(135, 92, 0xFFFFFFFF)", EPERM),
    "adds a filter": ("call(317, 277, 2, 0, 0)", EPERM),
    "makes the system calls of 32 bits": (IN_32_BITS, EPERM),
    "makes the system calls of x32": ("call(0x40000000 + 39, 0x40000000 + 172)", EPERM),
    "makes a call that is newer than the list": ("call(470, 470)", ENOSYS),
}  # fmt: skip
"""By what is tried: the code, and the error."""

CHANGES = {
    "mode": "os.chmod(secret, 0o666)",
    "mode, by its descriptor": "os.fchmod(os.open(secret, os.O_PATH), 0o666)",
    "mode, relative to a folder": "os.chmod('secret', 0o666, dir_fd=os.open(os.path.dirname(secret), os.O_PATH))",
    "owner": "os.chown(secret, 65534, 65534)",
    "owner of the link": "os.lchown(secret, 65534, 65534)",
    "times": "os.utime(secret, (1, 1))",
}
"""Changes of a file by its path, which are not made, whatever the call says."""

HONEST = {
    "asks its site": "urllib.request.urlopen(f'http://127.0.0.1:{own}/').read() == b'hello'",
    "asks it by name": "urllib.request.urlopen(f'http://localhost:{own}/').read() == b'hello'",
    "runs an event loop": "asyncio.run(asyncio.sleep(0, True))",
    "starts threads": "list(concurrent.futures.ThreadPoolExecutor(4).map(str, range(9)))[-1] == '8'",
    "stops itself after a while": "signal.setitimer(signal.ITIMER_REAL, 0) == (0.0, 0.0)",
    "copies a file with its times": "open('a', 'w').close() or shutil.copy2('a', 'b') == 'b'",
    "uses SQLite": "sqlite3.connect('x.sqlite3').execute('CREATE TABLE t (a)') and os.path.exists('x.sqlite3')",
    "makes temporary files": "tempfile.TemporaryDirectory(dir='.').cleanup() is None",
    "reads its limits": "resource.getrlimit(resource.RLIMIT_NOFILE) > (0, 0)",
    "makes secrets": "len(secrets.token_hex(8)) == 16",
    "knows the time": "time.localtime().tm_year > 2000",
}
"""What honest code does."""
