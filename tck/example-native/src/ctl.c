/*
 * rsm-example-ctl: makes and removes fabrics, and brings events about in them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "defects.h"
#include "fabric.h"
#include "topology.h"

struct command {
    const char *word;
    int arguments;
    /* Answers with what is wrong, or null. */
    const char *(*run)(char **arguments);
};

enum { MOST_SECONDS = 1 };

static bool is_something_lost;

static const char *const NO_LINK = "the fabric has no such link";
static const char *const NO_NODE = "the fabric has no such node";
static const char *const NO_PORT = "the fabric has no such controller";
static const char *const NO_PROCESS = "no process of the fabric has that id";

static struct process *process_of(const char *pid) {
    for (uint32_t i = 0; i < MOST_PROCESSES; i++) {
        struct process *process = &fabric->processes[i];
        if (process->is_taken != 0 && process->pid == (pid_t)atol(pid)) {
            return process;
        }
    }
    return NULL;
}

/* ---- Links, nodes, controllers --------------------------------------------------------------------------------------- */

/* A loss is counted: what was connected when it came about stays cut off when it is over. */
static void change(bool *is_lost, uint64_t *losses, bool to) {
    *is_lost = to;
    *losses += to;
    if (to) {
        is_something_lost = true;
        tell_of_loss();
    }
}

static int64_t nanoseconds(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

/* The event has taken effect when nothing is mapped any more that it has cut off; who is stopped is not waited for. */
static void await_keepers(void) {
    int64_t deadline = nanoseconds() + MOST_SECONDS * INT64_C(1000000000);
    while (!is_loss_seen() && nanoseconds() < deadline) {
        nanosleep(&(struct timespec){.tv_nsec = 50000}, NULL);
    }
}

static const char *change_link(const char *text, bool to) {
    uint32_t link = link_read(fabric, text);
    if (link == NONE) {
        return NO_LINK;
    }
    change(&fabric->links[link].is_lost, &fabric->links[link].losses, to);
    return NULL;
}

static const char *change_node(const char *text, bool to) {
    uint32_t node = node_named(fabric, (uint32_t)strtoul(text, NULL, 10));
    if (node == NONE) {
        return NO_NODE;
    }
    change(&fabric->nodes[node].is_lost, &fabric->nodes[node].losses, to);
    return NULL;
}

static const char *change_port(const char *text, bool to) {
    uint32_t port = port_read(fabric, text);
    if (port == NONE) {
        return NO_PORT;
    }
    change(&fabric->ports[port].is_removed, &fabric->ports[port].losses, to);
    return NULL;
}

static const char *lose_link(char **arguments) {
    return change_link(arguments[0], true);
}

static const char *restore_link(char **arguments) {
    return change_link(arguments[0], false);
}

static const char *lose_node(char **arguments) {
    return change_node(arguments[0], true);
}

static const char *restore_node(char **arguments) {
    return change_node(arguments[0], false);
}

static const char *remove_controller(char **arguments) {
    return change_port(arguments[0], true);
}

static const char *restore_controller(char **arguments) {
    return change_port(arguments[0], false);
}

/* ---- Processes ------------------------------------------------------------------------------------------------------- */

/* Whether a process is meant: by its id, as one of "node=2", or as one of "all". */
static bool is_meant(const struct process *process, const char *whom) {
    if (process->is_taken == 0) {
        return false;
    }
    if (strncmp(whom, "node=", 5) == 0) {
        return process->node == (uint32_t)strtoul(whom + 5, NULL, 10);
    }
    return strcmp(whom, "all") == 0 || process->pid == (pid_t)atol(whom);
}

static const char *change_shortage(char **arguments, bool to) {
    bool is_memory = strcmp(arguments[1], "memory") == 0;
    if (!is_memory && strcmp(arguments[1], "descriptors") != 0) {
        return "a process can be short of memory or of descriptors";
    }
    uint32_t bit = is_memory ? SHORT_OF_MEMORY : SHORT_OF_DESCRIPTORS;
    const char *wrong = NO_PROCESS;
    for (uint32_t i = 0; i < MOST_PROCESSES; i++) {
        struct process *process = &fabric->processes[i];
        if (is_meant(process, arguments[0])) {
            process->short_of = to ? process->short_of | bit : process->short_of & ~bit;
            wrong = NULL;
        }
    }
    return wrong;
}

static const char *begin_shortage(char **arguments) {
    return change_shortage(arguments, true);
}

static const char *end_shortage(char **arguments) {
    return change_shortage(arguments, false);
}

static const char *interrupt_at(char **arguments, uint32_t call) {
    struct process *process = process_of(arguments[0]);
    if (process == NULL) {
        return NO_PROCESS;
    }
    process->interrupted = call;
    wake(process);
    return NULL;
}

static const char *interrupt(char **arguments) {
    return interrupt_at(arguments, NEXT_CALL);
}

static const char *interrupt_connect(char **arguments) {
    return interrupt_at(arguments, NEXT_CONNECT);
}

/* ---- The command ----------------------------------------------------------------------------------------------------- */

static const struct command COMMANDS[] = {
    {"link-lost", 1, lose_link},
    {"link-back", 1, restore_link},
    {"node-lost", 1, lose_node},
    {"node-back", 1, restore_node},
    {"controller-removed", 1, remove_controller},
    {"controller-back", 1, restore_controller},
    {"shortage", 2, begin_shortage},
    {"shortage-over", 2, end_shortage},
    {"interrupt", 1, interrupt},
    {"interrupt-connect", 1, interrupt_connect},
};

static const char USAGE[] =
    "usage: rsm-example-ctl defects\n"
    "       rsm-example-ctl FABRIC create TOPOLOGY | remove\n"
    "       rsm-example-ctl FABRIC link-lost LINK | link-back LINK | node-lost NODE | node-back NODE\n"
    "       rsm-example-ctl FABRIC controller-removed PORT | controller-back PORT\n"
    "       rsm-example-ctl FABRIC shortage WHOM memory|descriptors | shortage-over WHOM memory|descriptors\n"
    "       rsm-example-ctl FABRIC interrupt PID | interrupt-connect PID\n"
    "WHOM is the id of a process, node=2 for all of a node, or all.\n"
    "FABRIC is the path of a file; \"1:wire0;2:wire0 1/wire0-2/wire0\" is a TOPOLOGY, 1/wire0 a PORT, 1/wire0-2/wire0 a LINK.\n";

static int fail(const char *path, const char *wrong) {
    fprintf(stderr, "rsm-example-ctl: %s: %s\n", path, wrong);
    return 2;
}

static const char *run_in(const char *path, const struct command *command, char **arguments) {
    const char *wrong = fabric_open(path);
    if (wrong == NULL) {
        fabric_lock();
        bury_the_dead();
        wrong = command->run(arguments);
        fabric_unlock();
        if (is_something_lost) {
            await_keepers();
        }
        fabric_close();
    }
    return wrong;
}

static const struct command *command_of(const char *word, int arguments) {
    for (size_t i = 0; i < sizeof COMMANDS / sizeof *COMMANDS; i++) {
        if (strcmp(COMMANDS[i].word, word) == 0 && COMMANDS[i].arguments == arguments) {
            return &COMMANDS[i];
        }
    }
    return NULL;
}

/* A row of a table in Markdown for each. */
static void list_defects(void) {
    puts("| defect | breaks | what it does |\n|---|---|---|");
    for (int i = 0; i < DEFECT_COUNT; i++) {
        printf("| `%s` | `%s` | %s |\n", defect_words[i].name, defect_words[i].clause, defect_words[i].sentence);
    }
}

int main(int count, char **words) {
    const char *wrong;
    const char *path = count > 2 ? words[1] : "";
    const struct command *command = count > 2 ? command_of(words[2], count - 3) : NULL;
    if (count == 2 && strcmp(words[1], "defects") == 0) {
        list_defects();
        return 0;
    }
    if (count == 4 && strcmp(words[2], "create") == 0) {
        wrong = fabric_make(path, words[3], false);
    } else if (count == 3 && strcmp(words[2], "remove") == 0) {
        wrong = fabric_open(path);
        if (wrong == NULL && unlink(path) != 0) {
            wrong = "it cannot be removed";
        }
    } else if (command != NULL) {
        wrong = run_in(path, command, words + 3);
    } else {
        fputs(USAGE, stderr);
        return 2;
    }
    return wrong == NULL ? 0 : fail(path, wrong);
}
