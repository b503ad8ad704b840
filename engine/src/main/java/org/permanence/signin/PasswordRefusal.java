package org.permanence.signin;

/// Why a new password is refused.
public enum PasswordRefusal {
    /// Fewer than [PasswordRules#MIN_LENGTH] characters.
    TOO_SHORT,
    /// More than [PasswordRules#MAX_LENGTH] characters.
    TOO_LONG,
    /// It has a control character or half of a surrogate pair, which some keyboards cannot type again.
    NOT_TYPEABLE,
    /// It is one of the most common passwords.
    COMMON,
    /// Without the names of the installation, too little is left to guess.
    INSTALLATION_NAMES,
    /// It can be guessed with too few attempts.
    EASY_TO_GUESS
}
