/* Writes down, in their order, everything that a process tells the kernel about files in one folder: what it writes,
   cuts off, removes and syncs. Preloaded before the C library; POWER_FOLDER is the folder, POWER_LOG where it is written.

   A record: one letter (W write, T truncate, S sync, U unlink), the path's length (4 bytes), offset or size (8 bytes),
   the data's length (4 bytes), the path, the data; numbers little endian. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, name)

static pthread_mutex_t turn = PTHREAD_MUTEX_INITIALIZER;
static int log_fd = -2;

static ssize_t put(int fd, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    return real(fd, data, size);
}

static void record(char what, const char *path, uint64_t place, const void *data, uint32_t size) {
    const char *folder = getenv("POWER_FOLDER");
    if (!folder || strncmp(path, folder, strlen(folder)) != 0) return;
    if (log_fd == -2) log_fd = open(getenv("POWER_LOG"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    char head[17];
    uint32_t length = strlen(path);
    head[0] = what;
    memcpy(head + 1, &length, 4), memcpy(head + 5, &place, 8), memcpy(head + 13, &size, 4);
    put(log_fd, head, 17), put(log_fd, path, length);
    if (size) put(log_fd, data, size);
}

static const char *path_of(int fd, char *path) {
    char link[32];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, 1023);
    path[length < 0 ? 0 : length] = 0;
    return path;
}

#define ORDERED(statement) do { pthread_mutex_lock(&turn); statement; pthread_mutex_unlock(&turn); } while (0)

#define PWRITE(name) \
    ssize_t name(int fd, const void *data, size_t size, off_t place) { \
        REAL(ssize_t, #name, int, const void *, size_t, off_t); \
        char path[1024]; ssize_t done; \
        ORDERED(done = real(fd, data, size, place); if (done > 0) record('W', path_of(fd, path), place, data, done)); \
        return done; }
PWRITE(pwrite)
PWRITE(pwrite64)

ssize_t write(int fd, const void *data, size_t size) {
    REAL(ssize_t, "write", int, const void *, size_t);
    char path[1024]; ssize_t done; off_t place = lseek(fd, 0, SEEK_CUR);
    ORDERED(done = real(fd, data, size); if (done > 0 && place >= 0) record('W', path_of(fd, path), place, data, done));
    return done;
}

#define TRUNCATE(name) \
    int name(int fd, off_t size) { \
        REAL(int, #name, int, off_t); char path[1024]; int done; \
        ORDERED(done = real(fd, size); if (!done) record('T', path_of(fd, path), size, 0, 0)); \
        return done; }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

/* A sync has happened when it returns: whatever others wrote meanwhile may come before it or after. */
#define SYNC(name) \
    int name(int fd) { \
        REAL(int, #name, int); char path[1024]; int done; \
        ORDERED(done = real(fd); if (!done) record('S', path_of(fd, path), 0, 0, 0)); \
        return done; }
SYNC(fsync)
SYNC(fdatasync)

int unlink(const char *path) {
    REAL(int, "unlink", const char *); int done;
    ORDERED(done = real(path); if (!done) record('U', path, 0, 0, 0));
    return done;
}
