package org.permanence.signin.code;

import java.time.Instant;
import org.permanence.text.SecretToken;

/// A code for the command line, shown once.
///
/// @param endsAt excluded
public record ShownCode(SecretToken code, Instant endsAt) {}
