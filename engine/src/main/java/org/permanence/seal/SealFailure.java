package org.permanence.seal;

/// Why something sealed was not opened, or not sealed.
public enum SealFailure {
    /// Its first bytes are those of something else.
    NOT_A_RECORDING,
    /// It ends before its sound begins.
    CUT_SHORT,
    /// The header's length is out of bounds.
    HEADER_SIZE,
    /// The header is no JSON, lacks a field, has one more, or one of its values is impossible.
    HEADER_UNREADABLE,
    /// The header says the right things in another way than the one canonical way.
    HEADER_NOT_CANONICAL,
    /// A later version of the format, or another suite.
    OTHER_VERSION,
    /// The key is another recording's, or the header is not the one that was sealed.
    NOT_COMMITTED,
    /// The last segment does not prove that it is the last: cut, extended or altered.
    END_NOT_PROVEN,
    /// A segment before the last is not what was sealed.
    SEGMENT_ALTERED,
    /// The record at the end of the sound contradicts itself.
    TRAILER_UNREADABLE,
    /// A recording to be repaired is whole.
    ALREADY_WHOLE,
    /// The recording is as long as the format allows.
    FULL,
    /// A wrapped key was altered, or is another recording's, practice's or key's.
    WRAP_REFUSED,
    /// The key that would open it has been destroyed, or never was.
    KEY_GONE,
    /// A written key is not of the form of a key.
    KEY_UNREADABLE,
    /// A file of keys that others than its owner can read.
    KEY_FILE_EXPOSED,
    /// The practice's key is not among the recording's recipients.
    NOT_A_RECIPIENT,
    /// The audit entry speaks of something else.
    NOT_PERMITTED,
    /// The token with the root key is away, or will not.
    TOKEN,
    /// The disk or the store underneath failed.
    STORAGE
}
