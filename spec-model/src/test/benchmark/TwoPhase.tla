------------------------------ MODULE TwoPhase ------------------------------
(***************************************************************************)
(* Two-phase commit, as Gray and Lamport describe it in "Consensus on      *)
(* Transaction Commit": resource managers prepare and say so, a            *)
(* transaction manager hears them and decides, and they follow. Messages   *)
(* are never lost, and may be received any number of times.                *)
(*                                                                         *)
(* The same steps as in PackedTwoPhaseCommit.java and two-phase.pml. No    *)
(* symmetry is declared: each state is visited for itself.                 *)
(***************************************************************************)
CONSTANT Managers

VARIABLES
  manager,  \* what each resource manager is
  decided,  \* what the transaction manager is
  heard,    \* the resource managers that it heard to be prepared
  sent      \* all messages ever sent: never taken away

vars == <<manager, decided, heard, sent>>

Prepared(m) == [says |-> "prepared", from |-> m]
Order(what) == [says |-> what]

Init ==
  /\ manager = [m \in Managers |-> "working"]
  /\ decided = "undecided"
  /\ heard = {}
  /\ sent = {}

-----------------------------------------------------------------------------
(* The transaction manager. *)

Hear(m) ==
  /\ decided = "undecided"
  /\ Prepared(m) \in sent
  /\ heard' = heard \cup {m}
  /\ UNCHANGED <<manager, decided, sent>>

Commit ==
  /\ decided = "undecided"
  /\ heard = Managers
  /\ decided' = "committed"
  /\ sent' = sent \cup {Order("committed")}
  /\ UNCHANGED <<manager, heard>>

Abort ==
  /\ decided = "undecided"
  /\ decided' = "aborted"
  /\ sent' = sent \cup {Order("aborted")}
  /\ UNCHANGED <<manager, heard>>

-----------------------------------------------------------------------------
(* A resource manager. *)

Prepare(m) ==
  /\ manager[m] = "working"
  /\ manager' = [manager EXCEPT ![m] = "prepared"]
  /\ sent' = sent \cup {Prepared(m)}
  /\ UNCHANGED <<decided, heard>>

GiveUp(m) ==
  /\ manager[m] = "working"
  /\ manager' = [manager EXCEPT ![m] = "aborted"]
  /\ UNCHANGED <<decided, heard, sent>>

Follow(m, what) ==
  /\ Order(what) \in sent
  /\ manager' = [manager EXCEPT ![m] = what]
  /\ UNCHANGED <<decided, heard, sent>>

-----------------------------------------------------------------------------
Next ==
  \/ Commit
  \/ Abort
  \/ \E m \in Managers :
       \/ Hear(m)
       \/ Prepare(m)
       \/ GiveUp(m)
       \/ Follow(m, "committed")
       \/ Follow(m, "aborted")

Spec == Init /\ [][Next]_vars

(* No resource manager commits where another aborts. *)
Consistent ==
  \A m, n \in Managers : ~ (manager[m] = "committed" /\ manager[n] = "aborted")
=============================================================================
