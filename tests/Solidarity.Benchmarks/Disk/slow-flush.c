/* Makes each flush to the disk take SOLIDARITY_FLUSH_US microseconds longer, for a program that is started with this
   library loaded before the C library. Nothing else is changed: the data is on the disk when the flush returns. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <time.h>

static int flush(const char *name, int file)
{
    int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
    const char *microseconds = getenv("SOLIDARITY_FLUSH_US");
    long left = microseconds ? atol(microseconds) : 0;
    struct timespec wait = { left / 1000000, left % 1000000 * 1000 };
    int result = real(file);
    if (result == 0 && left > 0)
        clock_nanosleep(CLOCK_MONOTONIC, 0, &wait, NULL);
    return result;
}

int fsync(int file) { return flush("fsync", file); }

int fdatasync(int file) { return flush("fdatasync", file); }
