package org.permanence.signin;

/// Why a new password is refused.
public enum PasswordRefusal {
    /// Fewer than [PasswordRules#MIN_LENGTH] characters.
    TOO_SHORT("too short", "at least " + PasswordRules.MIN_LENGTH + " characters"),
    /// More than [PasswordRules#MAX_LENGTH] characters.
    TOO_LONG("too long", "at most " + PasswordRules.MAX_LENGTH + " characters"),
    /// It has a control character or half of a surrogate pair, which some keyboards cannot type again.
    NOT_TYPEABLE("has a character that cannot be typed", "letters, digits, signs"),
    /// It is one of the most common passwords.
    COMMON("one of the most common", "one that no list has, such as four words"),
    /// Without the names of the installation, too little is left to guess.
    INSTALLATION_NAMES("mostly names of this installation", "none of them, such as four other words"),
    /// It can be guessed with too few attempts.
    EASY_TO_GUESS("too easy to guess", "four unrelated words, or random characters");

    private final String fault;
    private final String expected;

    PasswordRefusal(String fault, String expected) {
        this.fault = fault;
        this.expected = expected;
    }

    /// What is wrong with the password.
    public String fault() {
        return fault;
    }

    /// What to choose instead.
    public String expected() {
        return expected;
    }
}
