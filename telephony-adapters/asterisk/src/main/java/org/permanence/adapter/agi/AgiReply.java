package org.permanence.adapter.agi;

import java.util.Optional;

/// Asterisk's reply to a command. No reply prints its content: a result may be the key a patient pressed.
public sealed interface AgiReply {

    /// `200 result=…`: Asterisk ran the command, which may have failed.
    ///
    /// @param result the text after `result=` up to the first space: a number, keys, or empty
    /// @param detail the rest: `(timeout)`, `endpos=8000`, `(a variable's value)`, or empty
    record Success(String result, String detail) implements AgiReply {

        /// -1: Asterisk could not do it, for example because the caller left during the command.
        public boolean failed() {
            return result.startsWith("-");
        }

        public boolean timedOut() {
            return detail.equals("(timeout)");
        }

        /// The variable's value, if the variable is set.
        public Optional<String> value() {
            return detail.startsWith("(") && detail.endsWith(")")
                    ? Optional.of(detail.substring(1, detail.length() - 1))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return "Success";
        }
    }

    /// 511: the channel is hung up and no longer accepts this command.
    record DeadChannel() implements AgiReply {}

    /// 510 or 520: Asterisk does not know the command, or not in this form.
    record Refused(int status) implements AgiReply {}

    /// No reply will come: the session has ended.
    record Ended(AgiEndReason endReason) implements AgiReply {}
}
