package org.permanence.dialplan;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.permanence.call.Answer;
import org.permanence.call.Answer.Keyed;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.Prompt;
import org.permanence.call.Question;
import org.permanence.practice.Prompts;
import org.permanence.privacy.PhoneNumber;

/// Asks a caller at which number to call back: the one presented, or one the caller enters. It is said digit by
/// digit; key 1 says that it is right, key 2 asks for another.
final class NumberTaking {

    private static final char END = '#';
    private static final char RIGHT = '1';
    private static final char ANOTHER = '2';

    /// Of E.164.
    private static final int MOST_DIGITS = 17;

    private static final int MOST_TIMES_ASKED = 3;

    private static final Duration PATIENCE_FOR_A_KEY = Duration.ofSeconds(5);
    private static final Duration PATIENCE_FOR_A_NUMBER = Duration.ofSeconds(10);

    private final Call call;
    private final Prompts prompts;
    private final String country;

    NumberTaking(Call call, Prompts prompts, String country) {
        this.call = call;
        this.prompts = prompts;
        this.country = country;
    }

    /// Asks until the caller says that a number is right.
    ///
    /// @param entered told of each number the caller enters, before it is said
    /// @return the one that is right; nothing where the caller says so of none
    Optional<PhoneNumber> take(Consumer<PhoneNumber> entered) throws CallEnded {
        Optional<PhoneNumber> number = call.caller();
        for (int asked = 0; asked < MOST_TIMES_ASKED; asked++) {
            if (number.isPresent()) {
                Answer answer = askIfRight(number.get());
                if (answer.equals(new Keyed(RIGHT))) {
                    return number;
                }
                if (!answer.equals(new Keyed(ANOTHER))) {
                    return Optional.empty();
                }
            }
            Optional<PhoneNumber> typed = askForNumber();
            typed.ifPresent(entered);
            number = typed.or(call::caller);
        }
        return Optional.empty();
    }

    private Answer askIfRight(PhoneNumber number) throws CallEnded {
        call.play(prompts.messageNumber());
        for (char digit : number.dialledIn(country).toCharArray()) {
            call.play(prompts.digit(digit));
        }
        return call.ask(new Question(prompts.messageNumberQuestion(), PATIENCE_FOR_A_KEY));
    }

    /// One key at a time, until `#` or a silence; empty for what cannot be a number.
    private Optional<PhoneNumber> askForNumber() throws CallEnded {
        var digits = new StringBuilder();
        Prompt said = prompts.messageEnterNumber();
        while (digits.length() < MOST_DIGITS
                && call.ask(new Question(said, PATIENCE_FOR_A_NUMBER)) instanceof Keyed(char key)
                && key != END) {
            if (key != '*') {
                digits.append(key);
            }
            said = Prompts.SILENCE;
        }
        return PhoneNumber.presented(digits.toString(), country);
    }
}
