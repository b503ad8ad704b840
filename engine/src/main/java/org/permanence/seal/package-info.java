/// Between the conversation and the disk: sound is encrypted from its first byte, and keys open only for whoever stands
/// in the audit log. The one room of the house that knows cryptography; the format is `docs/recording-format.md`.
@NullMarked
package org.permanence.seal;

import org.jspecify.annotations.NullMarked;
