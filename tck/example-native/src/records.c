#include "records.h"

struct fabric *fabric;
int fabric_file = -1;
struct process *me;
