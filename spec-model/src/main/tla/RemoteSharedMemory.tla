------------------------- MODULE RemoteSharedMemory -------------------------
(***************************************************************************)
(* Connections between import and export segments of Remote Shared Memory, *)
(* as the man page rsm_memseg_import_connect(3RSM) promises them, and the  *)
(* neighbour calls that they stand on.                                     *)
(*                                                                         *)
(* This is a second reading of the page and its clauses, next to the Java  *)
(* model and not made from it: a test compares the two.  Ids such as       *)
(* connect/PERM_DENIED name the clause that a line carries.  Where the     *)
(* page leaves a choice, the profile `strict' has made it.                 *)
(*                                                                         *)
(* One node, whose processes use its loopback controller.  Not here: other *)
(* nodes and paths, shortages, signals that interrupt, death of a process, *)
(* and the bytes of a segment.                                             *)
(***************************************************************************)
EXTENDS Naturals, Integers, Sequences, FiniteSets, TLC

CONSTANTS
    Processes,        \* numbers of the processes, from 1 on
    Who,              \* Who[p]: uid, gids (the effective one and the supplementary ones), umask
    Length,           \* of every export, in bytes
    PageSize,         \* what exports and mappings are aligned to, in bytes
    ControllerAgain   \* "same" or "fresh": the handle that a second get of a controller gives

VARIABLE world        \* who holds which handles, and what they stand for

-----------------------------------------------------------------------------
(* Words *)

ThisNode == 1
MostNodes == 64       \* node ids run from 0 to this
MostEntries == 64     \* of one access list

Null == 0             \* the null handle; handles are numbers from 1 on

\* Access modes that an importer asks for.  Octal, as in the header.
Read == \o400
Write == \o200
ReadWrite == \o600

\* Segment ids count in blocks of 256 here, since numbers in TLC end at 2^31: 16384 stands for
\* 0x400000.
ChooseForMe == 0              \* publish under an id of the implementation's choice
FirstFree == \h4000           \* below are ids that are set aside for drivers and libraries
FirstChosen == \h800000       \* from here on the implementation chooses

\* An access list argument is <<"null", claimed length>> or <<"list", entries>>;
\* an entry is <<node, mode>>.
Entries(list) == IF list[1] = "null" THEN <<>> ELSE list[2]

(***************************************************************************)
(* A world is a record.                                                    *)
(*   controllers[p][h]: name, and count: how often got more than released  *)
(*   exports[p][h]: publication (<<>> or <<id, entries>>), pollfds         *)
(*   imports[p][h]: site (<<process, handle>> of the export while the      *)
(*     connection is live, <<>> once it was forced off), mode granted,     *)
(*     mapping (<<>> or <<mode, offset, length>>), pollfds, barriers (1 if *)
(*     implicit, 0 if explicit)                                            *)
(***************************************************************************)
Handles(p) == DOMAIN world.controllers[p] \cup DOMAIN world.exports[p] \cup DOMAIN world.imports[p]

IsController(p, h) == h \in DOMAIN world.controllers[p]
IsExport(p, h) == h \in DOMAIN world.exports[p]
IsImport(p, h) == h \in DOMAIN world.imports[p]

Export(p, h) == world.exports[p][h]
Import(p, h) == world.imports[p][h]

IsPublished(export) == export.publication # <<>>
IsMapped(import) == import.mapping # <<>>
IsOff(import) == import.site = <<>>

Sites == UNION {{p} \X DOMAIN world.exports[p] : p \in Processes}

Published == {site \in Sites : IsPublished(Export(site[1], site[2]))}

\* Where the segment with this id is: one at most, since ids are unique on a node.
PublishedAs(id) == {site \in Published : Export(site[1], site[2]).publication[1] = id}

With(table, h, entry) == (h :> entry) @@ table
Without(table, h) == [other \in DOMAIN table \ {h} |-> table[other]]
Least(numbers) == CHOOSE n \in numbers : \A m \in numbers : n <= m

\* Any handle not in use would do; which one it is, no clause says.
FreshHandle(p) == Least(1 .. Cardinality(Handles(p)) + 1 \ Handles(p))

FreshId ==
    Least({id \in FirstChosen .. FirstChosen + Cardinality(Sites) : PublishedAs(id) = {}})

-----------------------------------------------------------------------------
(* Answers *)

(***************************************************************************)
(* Where several guards of a call hold at once, the page gives no order:   *)
(* any of their codes is right.  Without one, the call succeeds            *)
(* (disconnect/always-possible, and the like for the others).  A refusal   *)
(* changes nothing (frame/refusal-changes-nothing).                        *)
(***************************************************************************)
Given(guard, code) == IF guard THEN {code} ELSE {}

\* Where a neighbour's page lists two codes that a fault may mean, and no profile decides.
GivenEither(guard, codes) == IF guard THEN codes ELSE {}

Refused(codes) == {[reply |-> <<"refused", code>>, next |-> world] : code \in codes}

Answers(refusals, successes) == IF refusals = {} THEN successes ELSE Refused(refusals)

\* The same, and codes that the call may be refused with even if it could succeed.
AnswersOr(maybe, refusals, successes) == Answers(refusals, successes) \cup Refused(maybe)

Success(reply, next) == [reply |-> reply, next |-> next]

-----------------------------------------------------------------------------
(* Controllers *)

GetController(p, name, out) ==
    LET mine == world.controllers[p]
        held == {h \in DOMAIN mine : mine[h].name = name}
        again ==  \* as many releases as gets
            {Success(
                <<"handle", h>>,
                [world EXCEPT !.controllers[p][h].count = @ + 1]) : h \in held}
        first ==
            {Success(
                <<"handle", FreshHandle(p)>>,
                [world EXCEPT
                    !.controllers[p] = With(@, FreshHandle(p), [name |-> name, count |-> 1])])}
    IN Answers(
        GivenEither(                                         \* get_controller/BAD_ADDR
            out = "null", {"BAD_ADDR", "BAD_CTLR_HNDL"})
            \cup Given(name # "loopback", "CTLR_NOT_PRESENT"), \* get_controller/CTLR_NOT_PRESENT
        IF held # {} /\ ControllerAgain = "same" THEN again ELSE first)

\* Segments on the controller stay usable, and disconnect and destroy keep working.
ReleaseController(p, h) ==
    Answers(
        Given(~IsController(p, h), "BAD_CTLR_HNDL"),         \* release_controller/BAD_CTLR_HNDL
        {Success(
            <<"done">>,
            IF world.controllers[p][h].count = 1
            THEN [world EXCEPT !.controllers[p] = Without(@, h)]
            ELSE [world EXCEPT !.controllers[p][h].count = @ - 1])})

-----------------------------------------------------------------------------
(* Exports *)

\* frame/forced-disconnect: the end of a publication ends the connections to it.  Their handles
\* stay valid, with what was mapped and polled, until they are disconnected.
ForcedOff(imports, site) ==
    [q \in Processes |->
        [h \in DOMAIN imports[q] |->
            IF imports[q][h].site = site
            THEN [imports[q][h] EXCEPT !.site = <<>>]
            ELSE imports[q][h]]]

Create(p, controller, memory, length, out) ==
    Answers(
        Given(~IsController(p, controller), "BAD_CTLR_HNDL") \* create/BAD_CTLR_HNDL
            \cup GivenEither(                                \* create/BAD_SEG_HNDL
                out = "null", {"BAD_ADDR", "BAD_SEG_HNDL"})
            \cup Given(memory = "null", "BAD_ADDR")          \* create/BAD_ADDR
            \cup Given(length = 0, "BAD_LENGTH")             \* create/BAD_LENGTH
            \cup GivenEither(                                \* create/BAD_LENGTH
                length < 0, {"BAD_LENGTH", "BAD_MEM_ALIGNMENT", "BAD_ADDR"})
            \cup Given(                                      \* create/BAD_MEM_ALIGNMENT
                memory = "misaligned" \/ length % PageSize # 0, "BAD_MEM_ALIGNMENT"),
        {Success(
            <<"handle", FreshHandle(p)>>,
            [world EXCEPT
                !.exports[p] = With(@, FreshHandle(p), [publication |-> <<>>, pollfds |-> 0])])})

Destroy(p, h) ==
    Answers(
        IF ~IsExport(p, h)
        THEN {"BAD_SEG_HNDL"}                                \* destroy/BAD_SEG_HNDL
        ELSE Given(Export(p, h).pollfds > 0, "POLLFD_IN_USE"), \* destroy/POLLFD_IN_USE
        {Success(
            <<"done">>,
            [world EXCEPT
                !.exports[p] = Without(@, h),
                !.imports = ForcedOff(@, <<p, h>>)])})

\* Modes of an entry are made of the digits 0, 2, 4 and 6.
IsAccessMode(mode) ==
    mode \in 0 .. \o777 /\ \A digit \in {mode \div 64, (mode \div 8) % 8, mode % 8} : digit % 2 = 0

IsBadList(list) ==
    \/ list[1] = "null" /\ list[2] > 0
    \/ Len(Entries(list)) > MostEntries
    \/ \E i \in DOMAIN Entries(list) :
        \/ Entries(list)[i][1] \notin 0 .. MostNodes
        \/ ~IsAccessMode(Entries(list)[i][2])

IsReserved(id) == id # ChooseForMe /\ (id < FirstFree \/ id >= FirstChosen)

\* The id is read through a pointer: if that is null, there is no id to find fault with.
Publish(p, h, id, list, pointer) ==
    LET granted == IF id = ChooseForMe THEN FreshId ELSE id
    IN Answers(
        Given(~IsExport(p, h), "BAD_SEG_HNDL")               \* publish/BAD_SEG_HNDL
            \cup (IF pointer = "null"
                  THEN {"BAD_ADDR", "BAD_SEGID"}             \* publish/BAD_SEGID
                  ELSE Given(IsReserved(id), "RESERVED_SEGID") \* publish/RESERVED_SEGID
                    \cup Given(PublishedAs(id) # {}, "SEGID_IN_USE")) \* publish/SEGID_IN_USE
            \cup Given(IsBadList(list), "BAD_ACL")           \* publish/BAD_ACL
            \cup (IF IsExport(p, h)                          \* publish/SEG_ALREADY_PUBLISHED
                  THEN Given(IsPublished(Export(p, h)), "SEG_ALREADY_PUBLISHED")
                  ELSE {}),
        {Success(
            <<"published", granted>>,
            [world EXCEPT !.exports[p][h].publication = <<granted, Entries(list)>>])})

\* Constrains new connections; those there are stay as they are.
Republish(p, h, list) ==
    Answers(
        Given(~IsExport(p, h), "BAD_SEG_HNDL")               \* republish/BAD_SEG_HNDL
            \cup Given(IsBadList(list), "BAD_ACL")           \* republish/BAD_ACL
            \cup (IF IsExport(p, h)                          \* republish/SEG_NOT_PUBLISHED
                  THEN Given(~IsPublished(Export(p, h)), "SEG_NOT_PUBLISHED")
                  ELSE {}),
        {Success(<<"done">>, [world EXCEPT !.exports[p][h].publication[2] = Entries(list)])})

\* A poll descriptor that is held is no obstacle.
Unpublish(p, h) ==
    Answers(
        IF ~IsExport(p, h)
        THEN {"BAD_SEG_HNDL"}                                \* unpublish/BAD_SEG_HNDL
        ELSE Given(~IsPublished(Export(p, h)), "SEG_NOT_PUBLISHED"), \* unpublish/SEG_NOT_PUBLISHED
        {Success(
            <<"done">>,
            [world EXCEPT
                !.exports[p][h].publication = <<>>,
                !.imports = ForcedOff(@, <<p, h>>)])})

-----------------------------------------------------------------------------
(* Connect and disconnect: the page itself *)

\* What a digit of a mode allows.
Reads(digit) == (digit \div 4) % 2 = 1
Writes(digit) == (digit \div 2) % 2 = 1

\* What an exporter grants whose access list is empty: 0777 without the bits of its umask.
DefaultMode(umask) ==
    LET Left(digit) == (IF Reads(digit) THEN 0 ELSE 4) + (IF Writes(digit) THEN 0 ELSE 2)
    IN 64 * Left(umask \div 64) + 8 * Left((umask \div 8) % 8) + Left(umask % 8)

\* The digit of `mode' that is for `importer': exactly one class decides.
DigitFor(importer, exporter, mode) ==
    CASE importer.uid = exporter.uid -> mode \div 64
      [] importer.uid # exporter.uid /\ exporter.gid \in importer.gids -> (mode \div 8) % 8
      [] OTHER -> mode % 8

\* connect/perm-domain
IsMode(mode) == mode \in {Read, Write, ReadWrite}

\* A mode that is asked for is written in the digit of the owner.
IsWithin(asked, digit) ==
    /\ Reads(asked \div 64) => Reads(digit)
    /\ Writes(asked \div 64) => Writes(digit)

ListsNode(entries) == {i \in DOMAIN entries : entries[i][1] = ThisNode}

\* The guards that look at the published segment.  Of duplicate entries the first one counts.
RefusedByExporter(p, site, mode) ==
    LET entries == Export(site[1], site[2]).publication[2]
        granted ==
            IF entries = <<>>
            THEN DefaultMode(Who[site[1]].umask)
            ELSE entries[Least(ListsNode(entries))][2]
    IN IF entries # <<>> /\ ListsNode(entries) = {}
       THEN {"SEG_NOT_PUBLISHED_TO_NODE"}                    \* connect/SEG_NOT_PUBLISHED_TO_NODE
       ELSE Given(                                           \* connect/perm-checked,
                ~IsWithin(mode, DigitFor(Who[p], Who[site[1]], granted)),
                "PERM_DENIED")                               \* connect/perm-denied-if-invalid

\* A guard counts where its evidence can be reached: what is published on a node is asked over the
\* controller, so the handle must be one, and the node one that the controller reaches.  That no
\* node has the id can be known without one.
Connect(p, controller, node, id, mode, out) ==
    LET reached == IsController(p, controller) /\ node = ThisNode
        sites == PublishedAs(id)
    IN Answers(
        Given(out = "null", "BAD_ADDR")                      \* connect/BAD_ADDR
            \cup Given(~IsController(p, controller), "BAD_CTLR_HNDL") \* connect/BAD_CTLR_HNDL
            \cup Given(                                      \* connect/CTLR_NOT_PRESENT
                IsController(p, controller) /\ node # ThisNode, "CTLR_NOT_PRESENT")
            \cup Given(node # ThisNode, "REMOTE_NODE_UNREACHABLE") \* connect/REMOTE_NODE_UNREACHABLE
            \cup Given(~IsMode(mode), "PERM_DENIED")         \* connect/PERM_DENIED
            \cup Given(reached /\ sites = {}, "SEG_NOT_PUBLISHED") \* connect/SEG_NOT_PUBLISHED
            \cup (IF reached /\ sites # {}
                  THEN UNION {RefusedByExporter(p, site, mode) : site \in sites}
                  ELSE {}),
        {Success(                                            \* connect/creates-import
            <<"handle", FreshHandle(p)>>,
            [world EXCEPT
                !.imports[p] =
                    With(@, FreshHandle(p),
                        [site |-> site,                      \* connect/logical-connection
                         mode |-> mode,                      \* connect/perm-governs-access
                         mapping |-> <<>>,
                         pollfds |-> 0,
                         barriers |-> 1])]) : site \in sites})

\* disconnect/always-possible: whatever became of the exporter and the controller.
Disconnect(p, h) ==
    Answers(
        IF ~IsImport(p, h)
        THEN {"BAD_SEG_HNDL"}                                \* disconnect/BAD_SEG_HNDL
        ELSE Given(IsMapped(Import(p, h)), "SEG_STILL_MAPPED") \* disconnect/SEG_STILL_MAPPED
            \cup Given(Import(p, h).pollfds > 0, "POLLFD_IN_USE"), \* disconnect/POLLFD_IN_USE
        {Success(                                            \* disconnect/breaks-connection,
            <<"done">>,                                      \* frame/exporter-independent
            [world EXCEPT !.imports[p] = Without(@, h)])})

-----------------------------------------------------------------------------
(* Mappings *)

IsInRange(offset, length) == offset >= 0 /\ offset + length <= Length

\* The page lists a code for what is not aligned, and does not say whether a length has to be.
Map(p, h, mode, offset, length, out) ==
    AnswersOr(
        Given(length % PageSize # 0, "BAD_MEM_ALIGNMENT"),
        Given(out = "null", "BAD_ADDR")                      \* map/BAD_ADDR
            \cup Given(length = 0, "BAD_LENGTH")             \* map/BAD_LENGTH
            \cup GivenEither(                                \* map/BAD_MEM_ALIGNMENT
                offset % PageSize # 0, {"BAD_MEM_ALIGNMENT", "BAD_OFFSET"})
            \cup Given(~IsMode(mode), "BAD_PERMS")           \* map/BAD_PERMS
            \cup (IF ~IsImport(p, h)
                  THEN {"BAD_SEG_HNDL"}                      \* map/BAD_SEG_HNDL
                  ELSE (IF IsInRange(offset, length)         \* map/BAD_OFFSET, map/BAD_LENGTH
                        THEN {}
                        ELSE {"BAD_OFFSET", "BAD_LENGTH"})
                    \cup Given(                              \* connect/perm-governs-access
                        ~IsWithin(mode, Import(p, h).mode \div 64), "BAD_PERMS")
                    \cup Given(IsOff(Import(p, h)), "CONN_ABORTED") \* map/CONN_ABORTED
                    \cup Given(                              \* map/SEG_ALREADY_MAPPED
                        IsMapped(Import(p, h)), "SEG_ALREADY_MAPPED")),
        {Success(
            <<"done">>,
            [world EXCEPT !.imports[p][h].mapping = <<mode, offset, length>>])})

\* Also after a forced disconnect, and while a poll descriptor is held.
Unmap(p, h) ==
    Answers(
        IF ~IsImport(p, h)
        THEN {"BAD_SEG_HNDL"}                                \* unmap/BAD_SEG_HNDL
        ELSE Given(~IsMapped(Import(p, h)), "SEG_NOT_MAPPED"), \* unmap/SEG_NOT_MAPPED
        {Success(<<"done">>, [world EXCEPT !.imports[p][h].mapping = <<>>])})

GetMode(p, h) ==
    Answers(
        Given(~IsImport(p, h), "BAD_SEG_HNDL"),              \* get_mode/BAD_SEG_HNDL
        {Success(<<"mode", Import(p, h).barriers>>, world)})

-----------------------------------------------------------------------------
(* Poll descriptors, of exports and imports: as many releases as gets *)

GetPollfd(p, h) ==
    Answers(
        Given(~IsExport(p, h) /\ ~IsImport(p, h), "BAD_SEG_HNDL"), \* get_pollfd/BAD_SEG_HNDL
        {Success(
            <<"pollfd">>,
            IF IsExport(p, h)
            THEN [world EXCEPT !.exports[p][h].pollfds = @ + 1]
            ELSE [world EXCEPT !.imports[p][h].pollfds = @ + 1])})

\* Release of what was not got succeeds and does nothing.
ReleasePollfd(p, h) ==
    LET Less(count) == IF count = 0 THEN 0 ELSE count - 1
    IN Answers(
        Given(~IsExport(p, h) /\ ~IsImport(p, h), "BAD_SEG_HNDL"), \* release_pollfd/BAD_SEG_HNDL
        {Success(
            <<"done">>,
            IF IsExport(p, h)
            THEN [world EXCEPT !.exports[p][h].pollfds = Less(@)]
            ELSE [world EXCEPT !.imports[p][h].pollfds = Less(@)])})

-----------------------------------------------------------------------------
(* All calls.  A call is a tuple: its word, and its arguments in the order of the header. *)

Allowed(p, c) ==
    CASE c[1] = "get_controller" -> GetController(p, c[2], c[3])
      [] c[1] = "release_controller" -> ReleaseController(p, c[2])
      [] c[1] = "create" -> Create(p, c[2], c[3], c[4], c[5])
      [] c[1] = "destroy" -> Destroy(p, c[2])
      [] c[1] = "publish" -> Publish(p, c[2], c[3], c[4], c[5])
      [] c[1] = "republish" -> Republish(p, c[2], c[3])
      [] c[1] = "unpublish" -> Unpublish(p, c[2])
      [] c[1] = "connect" -> Connect(p, c[2], c[3], c[4], c[5], c[6])
      [] c[1] = "disconnect" -> Disconnect(p, c[2])
      [] c[1] = "map" -> Map(p, c[2], c[3], c[4], c[5], c[6])
      [] c[1] = "unmap" -> Unmap(p, c[2])
      [] c[1] = "get_mode" -> GetMode(p, c[2])
      [] c[1] = "get_pollfd" -> GetPollfd(p, c[2])
      [] c[1] = "release_pollfd" -> ReleasePollfd(p, c[2])

Made(p, c) == \E answer \in Allowed(p, c) : world' = answer.next

\* Every process has got the loopback controller, and done nothing else.
Start ==
    [controllers |-> [p \in Processes |-> (1 :> [name |-> "loopback", count |-> 1])],
     exports |-> [p \in Processes |-> <<>>],
     imports |-> [p \in Processes |-> <<>>]]

Init == world = Start

-----------------------------------------------------------------------------
(* What holds in every world *)

IsTable(table, IsEntry(_)) ==
    \A h \in DOMAIN table : h \in Nat /\ h # Null /\ IsEntry(table[h])

IsControllerUse(use) == use.name = "loopback" /\ use.count \in Nat \ {0}

IsExportSegment(export) ==
    /\ export.pollfds \in Nat
    /\ IsPublished(export) => export.publication[1] >= FirstFree

IsImportSegment(import) ==
    /\ IsMode(import.mode)
    /\ import.pollfds \in Nat
    /\ import.barriers \in {0, 1}
    /\ IsMapped(import) => IsWithin(import.mapping[1], import.mode \div 64)

TypeOK ==
    \A p \in Processes :
        /\ IsTable(world.controllers[p], IsControllerUse)
        /\ IsTable(world.exports[p], IsExportSegment)
        /\ IsTable(world.imports[p], IsImportSegment)

\* A handle is of one kind.
HandlesAreOfOneKind ==
    \A p \in Processes :
        /\ DOMAIN world.exports[p] \cap DOMAIN world.imports[p] = {}
        /\ DOMAIN world.controllers[p] \cap DOMAIN world.exports[p] = {}
        /\ DOMAIN world.controllers[p] \cap DOMAIN world.imports[p] = {}

IdsAreUnique ==
    \A id \in {Export(site[1], site[2]).publication[1] : site \in Published} :
        Cardinality(PublishedAs(id)) = 1

\* frame/forced-disconnect: what is live is connected to an export that is published.
LiveImportsArePublished ==
    \A p \in Processes : \A h \in DOMAIN world.imports[p] :
        ~IsOff(Import(p, h)) => Import(p, h).site \in Published

\* An import has one mapping at most, since that is one field; it lies within the segment.
MappingsAreInRange ==
    \A p \in Processes : \A h \in DOMAIN world.imports[p] :
        IsMapped(Import(p, h)) => IsInRange(Import(p, h).mapping[2], Import(p, h).mapping[3])

\* What holds of every step: no publication brings an import back, and no step changes what one
\* that stays is connected to, or may do.
NoImportComesBack ==
    [][\A p \in Processes : \A h \in DOMAIN world.imports[p] \cap DOMAIN world'.imports[p] :
        /\ IsOff(world.imports[p][h]) => IsOff(world'.imports[p][h])
        /\ world'.imports[p][h].mode = world.imports[p][h].mode]_world
=============================================================================
