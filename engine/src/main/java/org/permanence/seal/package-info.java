/// All cryptography: sealed recordings, the key hierarchy, pseudonyms. Audio is encrypted from its first byte, and
/// a key is released only for a durable entry in the audit log. The format of recordings is in
/// `docs/recording-format.md`.
///
/// One large package on purpose: the bytes of keys are package-private.
@NullMarked
package org.permanence.seal;

import org.jspecify.annotations.NullMarked;
