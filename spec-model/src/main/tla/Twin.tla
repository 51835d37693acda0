-------------------------------- MODULE Twin --------------------------------
(***************************************************************************)
(* The worlds of RemoteSharedMemory within bounds, and what callers see of *)
(* them: what is compared with the Java model.  Processes, values and      *)
(* bounds are those of the scope `twin' there.                             *)
(***************************************************************************)
EXTENDS RemoteSharedMemory

CONSTANTS
    Lists,                \* access lists to publish with
    Modes,                \* to connect and map with
    Odd,                  \* how many arguments of a call may have an odd value
    MostImports,          \* that the importer holds at a time
    MostCounted           \* how far poll descriptors and controllers are counted

-----------------------------------------------------------------------------
(* Who is there, and with what *)

Exporter == 1
Importer == 2

TwinProcesses == {Exporter, Importer}

\* Another user, of the exporter's group.
TwinWho ==
    <<[uid |-> 1001, gid |-> 101, gids |-> {101}, umask |-> \o022],
      [uid |-> 1002, gid |-> 101, gids |-> {101}, umask |-> \o022]>>

TwinPageSize == 4096
TwinLength == 2 * TwinPageSize

\* Every node; another node only; this node, but of all users those of the group only.
UsualList == <<"null", 0>>
TwinLists == {UsualList, <<"list", <<<<2, \o666>>>>>>, <<"list", <<<<1, \o060>>>>>>}
UsualOnly == {UsualList}

TwinModes == {Read, ReadWrite}
ReadOnly == {Read}

-----------------------------------------------------------------------------
(* Calls: every usual value of every argument, and at most Odd odd ones *)

NeverIssued == -1
Id == FirstFree
UnusedId == \h5FFF

IsOdd(argument, usual) == IF argument \in usual THEN 0 ELSE 1

\* Live handles, null, one never issued, and one of another kind.
Values(live, otherKind) ==
    live \cup (IF Odd = 0
               THEN {}
               ELSE {Null, NeverIssued} \cup (IF otherKind = {} THEN {} ELSE {Least(otherKind)}))

OrOdd(usual, odd) == IF Odd = 0 THEN usual ELSE usual \cup odd

Controllers(p) == DOMAIN world.controllers[p]
Exports(p) == DOMAIN world.exports[p]
Imports(p) == DOMAIN world.imports[p]

On(word, handles) == {<<word, h>> : h \in handles}

Creates(p) ==
    {c \in {"create"} \X Values(Controllers(p), Exports(p))
            \X OrOdd({"aligned"}, {"misaligned", "null"})
            \X OrOdd({Length}, {0, PageSize + 8, -PageSize})
            \X OrOdd({"valid"}, {"null"}) :
        IsOdd(c[2], Controllers(p)) + IsOdd(c[3], {"aligned"}) + IsOdd(c[4], {Length})
            + IsOdd(c[5], {"valid"}) <= Odd}

\* Node 0 is a node like others; one entry too many is not.
OddLists ==
    {<<"null", 1>>, <<"list", <<<<1, \o777>>>>>>, <<"list", <<<<65, \o600>>>>>>,
     <<"list", <<<<0, \o600>>>>>>,
     <<"list", [i \in 1 .. MostEntries + 1 |-> <<i - 1, \o600>>]>>}

Publishes(p) ==
    {c \in {"publish"} \X Values(Exports(p), Imports(p))
            \X OrOdd({Id}, {1, FirstChosen})
            \X OrOdd(Lists, OddLists)
            \X OrOdd({"valid"}, {"null"}) :
        IsOdd(c[2], Exports(p)) + IsOdd(c[3], {Id}) + IsOdd(c[4], Lists) + IsOdd(c[5], {"valid"})
            <= Odd}

\* An id of the implementation's choice.
PublishesAnywhere(p) ==
    IF \E h \in Exports(p) : IsPublished(Export(p, h))
    THEN {}
    ELSE {<<"publish", h, ChooseForMe, UsualList, "valid">> : h \in Exports(p)}

Republishes(p) == {"republish"} \X Values(Exports(p), Imports(p)) \X OrOdd(Lists, OddLists)

IdsToConnect ==
    {Id} \cup {Export(site[1], site[2]).publication[1] : site \in Published}

Connects(p) ==
    {c \in {"connect"} \X Values(Controllers(p), Exports(p))
            \X OrOdd({ThisNode}, {63})
            \X OrOdd(IdsToConnect, {UnusedId})
            \X OrOdd(Modes, {0, \o700})
            \X OrOdd({"valid"}, {"null"}) :
        IsOdd(c[2], Controllers(p)) + IsOdd(c[3], {ThisNode}) + IsOdd(c[4], IdsToConnect)
            + IsOdd(c[5], Modes) + IsOdd(c[6], {"valid"}) <= Odd}

UsualRanges == {<<0, Length>>, <<PageSize, PageSize>>}
OddRanges ==
    {<<0, 0>>, <<0, 3 * PageSize>>, <<2 * PageSize, PageSize>>, <<8, PageSize>>,
     <<0, PageSize + 8>>, <<-PageSize, PageSize>>}

Maps(p) ==
    {<<"map", c[1], c[2], c[3][1], c[3][2], c[4]>> :
        c \in {c \in Values(Imports(p), Exports(p))
                    \X OrOdd(Modes, {0, 1})
                    \X OrOdd(UsualRanges, OddRanges)
                    \X OrOdd({"valid"}, {"null"}) :
                IsOdd(c[1], Imports(p)) + IsOdd(c[2], Modes) + IsOdd(c[3], UsualRanges)
                    + IsOdd(c[4], {"valid"}) <= Odd}}

GetsController(p) ==
    {"get_controller"} \X OrOdd({"loopback"}, {"absent0"}) \X OrOdd({"valid"}, {"null"})

Segments(p) == Exports(p) \cup Values(Imports(p), Controllers(p))

Calls(p) ==
    IF p = Exporter
    THEN Creates(p) \cup Publishes(p) \cup PublishesAnywhere(p) \cup Republishes(p)
        \cup On("unpublish", Values(Exports(p), Imports(p)))
        \cup On("destroy", Values(Exports(p), Imports(p)))
        \cup On("get_pollfd", Segments(p))
        \cup On("release_pollfd", Segments(p))
    ELSE GetsController(p)
        \cup On("release_controller", Values(Controllers(p), Exports(p)))
        \cup Connects(p)
        \cup On("disconnect", Values(Imports(p), Exports(p)))
        \cup Maps(p)
        \cup On("unmap", Values(Imports(p), Exports(p)))
        \cup On("get_mode", Values(Imports(p), Exports(p)))
        \cup On("get_pollfd", Segments(p))
        \cup On("release_pollfd", Segments(p))

Next == \E p \in Processes : \E c \in Calls(p) : Made(p, c)

Spec == Init /\ [][Next]_world

-----------------------------------------------------------------------------
(* Bounds *)

RECURSIVE Sum(_, _)
Sum(table, handles) ==
    IF handles = {}
    THEN 0
    ELSE LET h == Least(handles) IN table[h].count + Sum(table, handles \ {h})

IsWithinBounds ==
    \A p \in Processes :
        /\ Cardinality(Controllers(p)) <= 2
        /\ Sum(world.controllers[p], Controllers(p)) <= MostCounted
        /\ Cardinality(Exports(p)) <= 1
        /\ Cardinality(Imports(p)) <= MostImports
        /\ \A h \in Exports(p) : Export(p, h).pollfds <= 1
        /\ \A h \in Imports(p) :
            /\ Import(p, h).pollfds <= MostCounted
            /\ IsMapped(Import(p, h)) => Import(p, h).mapping[3] % PageSize = 0

-----------------------------------------------------------------------------
(***************************************************************************)
(* The projection: what callers can tell of a world, and what becomes of a *)
(* call.  A tuple for each process, of its controllers, exports, imports.  *)
(* Left out is which export a live import is connected to: no call here    *)
(* shows it.                                                               *)
(***************************************************************************)
ObservedControllers(w, p) ==
    {<<h, w.controllers[p][h].name, w.controllers[p][h].count>> : h \in DOMAIN w.controllers[p]}

ObservedExports(w, p) ==
    {<<h, w.exports[p][h].publication, w.exports[p][h].pollfds>> : h \in DOMAIN w.exports[p]}

ObservedImports(w, p) ==
    {LET import == w.imports[p][h]
     IN <<h, IF IsOff(import) THEN "off" ELSE "live", import.mode, import.mapping, import.pollfds,
          import.barriers>> : h \in DOMAIN w.imports[p]}

Observed(w) ==
    [p \in Processes |->
        <<ObservedControllers(w, p), ObservedExports(w, p), ObservedImports(w, p)>>]

\* What may become of a call: the replies, and what is observed then; <<>> if no change.
Outcomes(p, c) ==
    LET After(next) == IF Observed(next) = Observed(world) THEN <<>> ELSE Observed(next)
    IN {<<answer.reply, After(answer.next)>> : answer \in Allowed(p, c)}

\* Prints a world and all that may become of every call there.  Always true.
Told ==
    IsWithinBounds =>
        PrintT(
            <<Observed(world),
              {<<<<p, c>>, Outcomes(p, c)>> :
                <<p, c>> \in UNION {{q} \X Calls(q) : q \in Processes}}>>)
=============================================================================
