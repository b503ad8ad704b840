package org.permanence.audit;

import org.permanence.verify.SignedNote;

/// A signed checkpoint on its way to the replicas.
///
/// @param number the number of the checkpoint, from 0
/// @param size   how many entries it covers; a replica gets it only after it has all of these
record NumberedCheckpoint(long number, long size, SignedNote note) {}
