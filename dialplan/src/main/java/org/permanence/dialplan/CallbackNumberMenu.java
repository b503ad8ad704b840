package org.permanence.dialplan;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.permanence.call.Answer;
import org.permanence.call.Answer.Digit;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.call.Prompt;
import org.permanence.call.Question;
import org.permanence.practice.Prompts;
import org.permanence.privacy.PhoneNumber;

/// Asks the caller for the number to call back: the one presented, or one the caller enters. The number is read out
/// digit by digit; key 1 confirms it, key 2 asks for another.
final class CallbackNumberMenu {

    private static final char END_KEY = '#';
    private static final char CONFIRM_KEY = '1';
    private static final char CHANGE_KEY = '2';

    /// 15 digits of E.164 and the international prefix 00.
    private static final int MAX_DIGITS = 17;

    private static final int MAX_ATTEMPTS = 3;

    private static final Duration DIGIT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration NUMBER_DIGIT_TIMEOUT = Duration.ofSeconds(10);

    private final Call call;
    private final Prompts prompts;
    private final String country;

    CallbackNumberMenu(Call call, Prompts prompts, String country) {
        this.call = call;
        this.prompts = prompts;
        this.country = country;
    }

    /// Asks until the caller confirms a number, at most three times.
    ///
    /// @param onNumberEntered receives each number the caller enters, before it is read out
    /// @return the confirmed number; empty if the caller confirms none
    Optional<PhoneNumber> run(Consumer<PhoneNumber> onNumberEntered) throws CallEnded {
        Optional<PhoneNumber> number = call.caller();
        for (int attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
            if (number.isPresent()) {
                Answer answer = confirm(number.get());
                if (answer.equals(new Digit(CONFIRM_KEY))) {
                    return number;
                }
                if (!answer.equals(new Digit(CHANGE_KEY))) {
                    return Optional.empty();
                }
            }
            Optional<PhoneNumber> entered = enterNumber();
            entered.ifPresent(onNumberEntered);
            number = entered.or(call::caller);
        }
        return Optional.empty();
    }

    private Answer confirm(PhoneNumber number) throws CallEnded {
        call.play(prompts.messageNumber());
        for (char digit : number.dialledIn(country).toCharArray()) {
            call.play(prompts.digit(digit));
        }
        return call.ask(new Question(prompts.messageNumberQuestion(), DIGIT_TIMEOUT));
    }

    /// Reads digits until `#` or no input; empty if they are no valid number.
    private Optional<PhoneNumber> enterNumber() throws CallEnded {
        var digits = new StringBuilder();
        Prompt prompt = prompts.messageEnterNumber();
        while (digits.length() < MAX_DIGITS && askKey(prompt, digits) instanceof Digit(char key) && key != END_KEY) {
            if (key != '*') {
                digits.append(key);
            }
            prompt = Prompts.SILENCE;
        }
        return PhoneNumber.presented(digits.toString(), country);
    }

    private Answer askKey(Prompt prompt, CharSequence digitsBefore) throws CallEnded {
        return call.ask(new Question(List.of(prompt), NUMBER_DIGIT_TIMEOUT, !digitsBefore.isEmpty()));
    }
}
