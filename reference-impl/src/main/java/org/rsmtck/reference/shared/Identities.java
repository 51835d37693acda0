package org.rsmtck.reference.shared;

/** Whose word counts for who a participant of a fabric is. */
public enum Identities {
    /**
     * The participant's own: it may declare any credentials, and a process can play several users.
     * The machine sees one user, so it only keeps other users of the machine away.
     */
    DECLARED,
    /**
     * The machine's: a participant can only be who its process is, unless that is a superuser.
     * Access lists are then backed by the file modes of what is published.
     */
    KERNEL
}
