package org.permanence.adapter.agi;

import java.util.Optional;

/// What Asterisk answered. No reply prints what it carries: a result may be the key a patient pressed.
public sealed interface AgiReply {

    /// `200 result=…`: the command was carried out, for better or worse.
    ///
    /// @param result what follows `result=` up to the first space: a number, keys, or nothing
    /// @param detail the rest: `(timeout)`, `endpos=8000`, `(a variable's value)`, or nothing
    record Success(String result, String detail) implements AgiReply {

        /// -1: Asterisk could not, for example because the caller left during the command.
        public boolean failed() {
            return result.startsWith("-");
        }

        public boolean timedOut() {
            return detail.equals("(timeout)");
        }

        /// The value of a variable that is set.
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

    /// 511: the channel is hung up and does not take this command any more.
    record DeadChannel() implements AgiReply {}

    /// 510 or 520: Asterisk does not know the command, or not in this form.
    record Refused(int status) implements AgiReply {}

    /// There is no answer and will be none: the session is over.
    record Ended(AgiEndReason endReason) implements AgiReply {}
}
