/* Records what a program does to one database's files, so that the disk of any moment can be drawn afterwards.
 *
 *   cc -shared -fPIC -O2 -o power.so power.c -ldl
 *   LD_PRELOAD=power.so XISHAN_POWER_FILE=/x/xishan.db XISHAN_POWER_LOG=/x/log program
 *
 * Files are those whose path begins with XISHAN_POWER_FILE; `-shm` is not among them, it is memory. A record is written when its call has
 * returned, so the log's length at any moment is a moment of the disk. Records, little endian:
 *   u32 kind, u32 file, u64 offset, u64 length, then `length` bytes.
 * kind: 1 open (bytes: the path; offset 1 = created), 2 write, 3 truncate (offset: new size), 4 sync (offset: the log's length when the
 * call began: later writes are not covered), 5 unlink, 6 sync of the folder. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define FDS 4096
#define FILES 64
static int of_fd[FDS]; /* file number + 1; -1 for the folder */
static char *paths[FILES];
static int files, log_fd = -1;
static uint64_t log_length;
static const char *prefix;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(type, name, ...) \
    static type (*real)(__VA_ARGS__); \
    if (!real) real = (type (*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

__attribute__((constructor)) static void begin(void) {
    const char *file = getenv("XISHAN_POWER_LOG");
    prefix = getenv("XISHAN_POWER_FILE");
    REAL(int, "open", const char *, int, ...);
    if (file && prefix) log_fd = real(file, O_WRONLY | O_CREAT | O_APPEND, 0600);
}

static void note(uint32_t kind, int file, uint64_t offset, const void *bytes, uint64_t length) {
    struct { uint32_t kind, file; uint64_t offset, length; } head = {kind, (uint32_t)file, offset, length};
    struct iovec parts[2] = {{&head, sizeof head}, {(void *)bytes, length}};
    pthread_mutex_lock(&lock);
    ssize_t done = writev(log_fd, parts, 2);
    if (done != (ssize_t)(sizeof head + length)) abort();
    log_length += (uint64_t)done;
    pthread_mutex_unlock(&lock);
}

static uint64_t length_now(void) {
    pthread_mutex_lock(&lock);
    uint64_t length = log_length;
    pthread_mutex_unlock(&lock);
    return length;
}

/* The number of a path that is one of the database's files, or -1. */
static int number(const char *path) {
    if (log_fd < 0 || !path || strncmp(path, prefix, strlen(prefix)) || strstr(path, "-shm")) return -1;
    pthread_mutex_lock(&lock);
    int at = 0;
    while (at < files && strcmp(paths[at], path)) at++;
    if (at == files && files < FILES) paths[files++] = strdup(path);
    pthread_mutex_unlock(&lock);
    return at;
}

static int is_folder(const char *path) {
    size_t length = path ? strlen(path) : 0;
    while (length > 1 && path[length - 1] == '/') length--;
    return log_fd >= 0 && length > 0 && !strncmp(path, prefix, length) && strrchr(prefix, '/') == prefix + length;
}

static int opened(int fd, const char *path, int is_new) {
    if (fd < 0 || fd >= FDS) return fd;
    int file = number(path);
    of_fd[fd] = file >= 0 ? file + 1 : is_folder(path) ? -1 : 0;
    if (file >= 0) note(1, file, (uint64_t)is_new, path, strlen(path));
    return fd;
}

static int missing(const char *path, int flags) { return (flags & O_CREAT) && access(path, F_OK) != 0; }

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        REAL(int, #name, const char *, int, ...); \
        va_list more; va_start(more, flags); \
        mode_t mode = (flags & O_CREAT) ? va_arg(more, mode_t) : 0; va_end(more); \
        int is_new = missing(path, flags); \
        return opened(real(path, flags, mode), path, is_new); \
    }
OPEN(open)
OPEN(open64)

int close(int fd) {
    REAL(int, "close", int);
    if (fd >= 0 && fd < FDS) of_fd[fd] = 0;
    return real(fd);
}

static int file_of(int fd) { return fd >= 0 && fd < FDS ? of_fd[fd] - 1 : -1; }

#define PWRITE(name) \
    ssize_t name(int fd, const void *bytes, size_t length, off_t offset) { \
        REAL(ssize_t, #name, int, const void *, size_t, off_t); \
        ssize_t done = real(fd, bytes, length, offset); \
        if (done > 0 && file_of(fd) >= 0) note(2, file_of(fd), (uint64_t)offset, bytes, (uint64_t)done); \
        return done; \
    }
PWRITE(pwrite)
PWRITE(pwrite64)

ssize_t write(int fd, const void *bytes, size_t length) {
    REAL(ssize_t, "write", int, const void *, size_t);
    int file = file_of(fd);
    off_t offset = file >= 0 ? lseek(fd, 0, SEEK_CUR) : 0;
    ssize_t done = real(fd, bytes, length);
    if (done > 0 && file >= 0) note(2, file, (uint64_t)offset, bytes, (uint64_t)done);
    return done;
}

#define TRUNCATE(name) \
    int name(int fd, off_t size) { \
        REAL(int, #name, int, off_t); \
        int failed = real(fd, size); \
        if (!failed && file_of(fd) >= 0) note(3, file_of(fd), (uint64_t)size, "", 0); \
        return failed; \
    }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

#define SYNC(name) \
    int name(int fd) { \
        REAL(int, #name, int); \
        uint64_t covers = length_now(); \
        int failed = real(fd); \
        if (!failed && file_of(fd) >= 0) note(4, file_of(fd), covers, "", 0); \
        if (!failed && fd >= 0 && fd < FDS && of_fd[fd] == -1) note(6, 0, covers, "", 0); \
        return failed; \
    }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
    REAL(int, "unlink", const char *);
    int failed = real(path), file = failed ? -1 : number(path);
    if (file >= 0) note(5, file, 0, "", 0);
    return failed;
}
