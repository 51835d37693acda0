/* What the same costs in C that does only what it must: for each line a name, and nanoseconds of processor time. */
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

enum { PAGE = 4096, LARGE = 1 << 20, HEADER = 1104, ROUNDS = 7 };

static char shared_name[64];
static char *memory;
static char buffer[LARGE];

static double used(void) {
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return t.tv_sec * 1e9 + t.tv_nsec;
}

static int must(int answer) {
    if (answer < 0) {
        perror("lean");
        exit(1);
    }
    return answer;
}

static void connect_by_mapping(void) {
    int fd = must(shm_open(shared_name, O_RDWR, 0));
    void *mapped = mmap(NULL, LARGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    munmap(mapped, LARGE);
    close(fd);
}

static void connect_and_touch(void) {
    int fd = must(shm_open(shared_name, O_RDWR, 0));
    char *mapped = mmap(NULL, LARGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    memcpy(buffer, mapped, 64);
    munmap(mapped, LARGE);
    close(fd);
}

static void connect_by_reading(void) {
    int fd = must(shm_open(shared_name, O_RDWR, 0));
    must(pread(fd, buffer, HEADER, 0));
    close(fd);
}

static void export_page(void) {
    char name[80];
    snprintf(name, sizeof name, "%s-x", shared_name);
    int fd = must(shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600));
    must(ftruncate(fd, PAGE));
    char *mapped = mmap(NULL, PAGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    memset(mapped, 0, PAGE);
    shm_unlink(name);
    munmap(mapped, PAGE);
    close(fd);
}

static void copy(char *to, const char *from, size_t length) {
    memcpy(to, from, length);
    __asm__ volatile("" ::: "memory");
}

static void get_small(void) { copy(buffer, memory, 64); }
static void put_small(void) { copy(memory, buffer, 64); }
static void get_large(void) { copy(buffer, memory, LARGE); }
static void put_large(void) { copy(memory, buffer, LARGE); }

static int ascending(const void *one, const void *other) {
    double difference = *(const double *)one - *(const double *)other;
    return (difference > 0) - (difference < 0);
}

static void measure(const char *name, void (*what)(void), int count) {
    double times[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
        double start = used();
        for (int i = 0; i < count; i++) {
            what();
        }
        times[round] = (used() - start) / count;
    }
    qsort(times, ROUNDS, sizeof *times, ascending);
    printf("%s %.1f\n", name, times[ROUNDS / 2]);
}

int main(void) {
    snprintf(shared_name, sizeof shared_name, "/rsm-lean-%d", getpid());
    int fd = must(shm_open(shared_name, O_RDWR | O_CREAT | O_EXCL, 0600));
    must(ftruncate(fd, LARGE));
    memory = mmap(NULL, LARGE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    memset(memory, 1, LARGE);
    memset(buffer, 1, LARGE);
    measure("connect", connect_by_mapping, 20000);
    measure("header", connect_by_reading, 20000);
    measure("touch", connect_and_touch, 20000);
    measure("export", export_page, 20000);
    measure("get-64", get_small, 2000000);
    measure("put-64", put_small, 2000000);
    measure("get-1M", get_large, 1000);
    measure("put-1M", put_large, 1000);
    shm_unlink(shared_name);
    return 0;
}
