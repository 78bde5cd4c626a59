/* Preloaded into the program under test: records every write, sync and change of names below one folder, and can
 * let the nth of them fail as a full disk does, or be the last. Tests play the record back up to any moment (power.py). */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static char watched[4096];
static int record = -1;
static long changes = 0, fails_from = -1;
static int fails_with = ENOSPC;

#define REAL(name, type, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__)) dlsym(RTLD_NEXT, #name)

/* What tests call by ctypes. */
void disk_watch(const char *folder, const char *file) {
    snprintf(watched, sizeof watched, "%s", folder);
    record = *file ? (int) syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
    changes = 0;
}
void disk_fail_from(long number, int error) { fails_from = number; fails_with = error; changes = 0; }
long disk_changes(void) { return changes; }

static int inside(const char *path) {
    size_t n = strlen(watched);
    return n && !strncmp(path, watched, n) && (path[n] == '/' || !path[n]);
}
static int name_of(int fd, char *path, size_t size) {
    char link[64];
    if (!*watched) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, size - 1);
    if (n <= 0) return 0;
    path[n] = 0;
    return inside(path);
}
static const char *whole(const char *path, char *buffer, size_t size) {
    if (*path == '/') return path;
    char folder[2048];
    if (!getcwd(folder, sizeof folder)) return path;
    snprintf(buffer, size, "%s/%s", folder, path);
    return buffer;
}
/* kind, lengths of two texts, a number, then the texts */
static void put(char kind, const char *path, const void *data, uint32_t length, int64_t number) {
    if (record < 0) return;
    struct __attribute__((packed)) { char kind; uint32_t path, length; int64_t number; } head =
        {kind, (uint32_t) strlen(path), length, number};
    syscall(SYS_write, record, &head, sizeof head);
    syscall(SYS_write, record, path, strlen(path));
    if (length) syscall(SYS_write, record, data, length);
}
static int fails(void) {
    long mine = ++changes;
    if (fails_from < 0 || mine < fails_from) return 0;
    if (fails_with < 0) syscall(SYS_kill, getpid(), 9);
    errno = fails_with;
    return 1;
}

ssize_t write(int fd, const void *data, size_t n) {
    REAL(write, ssize_t, int, const void *, size_t);
    char path[4096];
    int ours = name_of(fd, path, sizeof path);
    if (ours && fails()) return -1;
    ssize_t done = real(fd, data, n);
    if (ours && done > 0) {
        int kept = errno;
        put('W', path, data, (uint32_t) done, lseek(fd, 0, SEEK_CUR) - done);
        errno = kept;
    }
    return done;
}
#define PWRITE(name) \
    ssize_t name(int fd, const void *data, size_t n, off_t at) { \
        REAL(name, ssize_t, int, const void *, size_t, off_t); \
        char path[4096]; \
        int ours = name_of(fd, path, sizeof path); \
        if (ours && fails()) return -1; \
        ssize_t done = real(fd, data, n, at); \
        if (ours && done > 0) put('W', path, data, (uint32_t) done, at); \
        return done; \
    }
PWRITE(pwrite)
PWRITE(pwrite64)
#define FTRUNCATE(name) \
    int name(int fd, off_t size) { \
        REAL(name, int, int, off_t); \
        char path[4096]; \
        int ours = name_of(fd, path, sizeof path); \
        int done = real(fd, size); \
        if (ours && !done) put('T', path, NULL, 0, size); \
        return done; \
    }
FTRUNCATE(ftruncate)
FTRUNCATE(ftruncate64)
#define SYNC(name) \
    int name(int fd) { \
        REAL(name, int, int); \
        char path[4096]; \
        int ours = name_of(fd, path, sizeof path); \
        if (ours) put('S', path, NULL, 0, 0); \
        return ours ? 0 : real(fd); /* nobody pulls this plug: no need to wait for the disk */ \
    }
SYNC(fsync)
SYNC(fdatasync)
int unlink(const char *path) {
    REAL(unlink, int, const char *);
    char buffer[4096];
    int done = real(path);
    if (!done && inside(path = whole(path, buffer, sizeof buffer))) put('U', path, NULL, 0, 0);
    return done;
}
int rename(const char *from, const char *to) {
    REAL(rename, int, const char *, const char *);
    char a[4096], b[4096];
    int ours = inside(whole(to, b, sizeof b));
    if (ours && fails()) return -1;
    int done = real(from, to);
    if (!done && ours) { to = whole(to, b, sizeof b); put('R', whole(from, a, sizeof a), to, (uint32_t) strlen(to), 0); }
    return done;
}
int link(const char *from, const char *to) {
    REAL(link, int, const char *, const char *);
    char a[4096], b[4096];
    int done = real(from, to);
    if (!done && inside(to = whole(to, b, sizeof b)))
        put('L', whole(from, a, sizeof a), to, (uint32_t) strlen(to), 0);
    return done;
}
static void created(const char *path, int flags, int there) {
    char buffer[4096];
    path = whole(path, buffer, sizeof buffer);
    if (!inside(path)) return;
    if (!there) put('C', path, NULL, 0, 0);
    else if (flags & O_TRUNC) put('T', path, NULL, 0, 0);
}
#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        REAL(name, int, const char *, int, ...); \
        va_list more; va_start(more, flags); \
        mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0; \
        va_end(more); \
        struct stat found; \
        int there = !(flags & O_CREAT) || !stat(path, &found); \
        int fd = real(path, flags, mode); \
        if (fd >= 0) { int kept = errno; created(path, flags, there); errno = kept; } \
        return fd; \
    }
OPEN(open)
OPEN(open64)
/* Copies go through write(), where they are seen. */
ssize_t sendfile(int out, int in, off_t *at, size_t n) { (void) out; (void) in; (void) at; (void) n; errno = EINVAL; return -1; }
ssize_t sendfile64(int out, int in, off_t *at, size_t n) { (void) out; (void) in; (void) at; (void) n; errno = EINVAL; return -1; }
ssize_t copy_file_range(int in, off64_t *a, int out, off64_t *b, size_t n, unsigned f) {
    (void) in; (void) a; (void) out; (void) b; (void) n; (void) f; errno = EINVAL; return -1;
}
