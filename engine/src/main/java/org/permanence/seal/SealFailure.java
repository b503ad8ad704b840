package org.permanence.seal;

/// Why sealing or decrypting failed.
public enum SealFailure {
    /// The file does not begin like a recording.
    NOT_A_RECORDING,
    /// The file ends before its audio begins.
    CUT_SHORT,
    /// The header's length is out of bounds.
    HEADER_SIZE,
    /// The header is not JSON, lacks a field, has an unknown field or an impossible value.
    HEADER_UNREADABLE,
    /// The header is readable but not canonical.
    HEADER_NOT_CANONICAL,
    /// A later version of the format, or another suite.
    OTHER_VERSION,
    /// The key belongs to another recording, or the header was altered.
    NOT_COMMITTED,
    /// The last segment is not proven to be the last: the file was truncated, extended or altered.
    END_NOT_PROVEN,
    /// A segment before the last was altered.
    SEGMENT_ALTERED,
    /// The trailer after the audio is malformed.
    TRAILER_UNREADABLE,
    /// A recording was to be repaired but is complete.
    ALREADY_WHOLE,
    /// The recording is as long as the format allows.
    FULL,
    /// A wrapped key was altered, or belongs to another recording, practice or key.
    WRAP_REFUSED,
    /// The key has been destroyed or never existed.
    KEY_GONE,
    /// The text or bytes of a key are malformed.
    KEY_UNREADABLE,
    /// Other users can read a key file.
    KEY_FILE_EXPOSED,
    /// The practice's key is not among the recording's recipients.
    NOT_A_RECIPIENT,
    /// The audit entry is about another object or action.
    NOT_PERMITTED,
    /// The token with the root key is absent or refuses.
    TOKEN,
    /// The disk or the store failed.
    STORAGE
}
