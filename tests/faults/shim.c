/* Makes one write, fsync or rename inside a folder fail, below the process that asks for it.

   LD_PRELOAD loads it; the environment, read at every call, says what fails:
     FAULT_CALL    write, fsync or rename, in all their forms; without it nothing fails
     FAULT_AT      which of these calls, from 1; every process counts its own
     FAULT_ERRNO   number of the error
     FAULT_FOLDER  only calls on files in this folder count; a path without symbolic links
     FAULT_NOTE    file to which the path is written of which the call failed
   Of a write that fails, half of the bytes are written. */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static atomic_int calls;

static int inside(const char *path)
{
    const char *folder = getenv("FAULT_FOLDER");
    size_t length = strlen(folder);
    return strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

static int fails(const char *call, int folder, const char *name)
{
    char place[PATH_MAX], path[PATH_MAX];
    const char *wanted = getenv("FAULT_CALL");
    if (wanted == NULL || strcmp(wanted, call) != 0)
        return 0;
    if (folder == AT_FDCWD || name[0] == '/')
        snprintf(place, sizeof place, "%s", name);
    else
        snprintf(place, sizeof place, "/proc/self/fd/%d/%s", folder, name);
    if (realpath(place, path) == NULL || !inside(path))
        return 0;
    if (atomic_fetch_add(&calls, 1) + 1 != atoi(getenv("FAULT_AT")))
        return 0;
    int note = open(getenv("FAULT_NOTE"), O_WRONLY | O_CREAT | O_APPEND, 0644);
    REAL(write)(note, path, strlen(path));
    close(note);
    return 1;
}

static int fails_on(const char *call, int file)
{
    char name[PATH_MAX];
    snprintf(name, sizeof name, "/proc/self/fd/%d", file);
    return fails(call, AT_FDCWD, name);
}

static int failed(void)
{
    errno = atoi(getenv("FAULT_ERRNO"));
    return -1;
}

ssize_t write(int file, const void *bytes, size_t count)
{
    if (!fails_on("write", file))
        return REAL(write)(file, bytes, count);
    REAL(write)(file, bytes, count / 2);
    return failed();
}

ssize_t pwrite(int file, const void *bytes, size_t count, off_t at)
{
    if (!fails_on("write", file))
        return REAL(pwrite)(file, bytes, count, at);
    REAL(pwrite)(file, bytes, count / 2, at);
    return failed();
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at)
{
    return pwrite(file, bytes, count, at);
}

ssize_t writev(int file, const struct iovec *parts, int count)
{
    if (!fails_on("write", file))
        return REAL(writev)(file, parts, count);
    REAL(writev)(file, parts, count / 2);
    return failed();
}

int fsync(int file)
{
    return fails_on("fsync", file) ? failed() : REAL(fsync)(file);
}

int fdatasync(int file)
{
    return fails_on("fsync", file) ? failed() : REAL(fdatasync)(file);
}

int rename(const char *from, const char *to)
{
    return fails("rename", AT_FDCWD, from) ? failed() : REAL(rename)(from, to);
}

int renameat(int here, const char *from, int there, const char *to)
{
    return fails("rename", here, from) ? failed() : REAL(renameat)(here, from, there, to);
}

int renameat2(int here, const char *from, int there, const char *to, unsigned int flags)
{
    return fails("rename", here, from) ? failed() : REAL(renameat2)(here, from, there, to, flags);
}
