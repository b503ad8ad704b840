package org.permanence.dialplan;

import java.util.Optional;
import org.permanence.call.Call;
import org.permanence.call.CallEnded;
import org.permanence.callback.CallbackBooking;
import org.permanence.practice.CallbackRules;
import org.permanence.practice.Practice;
import org.permanence.practice.Prompts;
import org.permanence.privacy.PhoneNumber;

/// A caller who waits for something routine asks to be called back. The number must be said right by key: a
/// callback to a wrong one tells a stranger that somebody called a doctor.
final class CallbackMenu {

    private final Call call;
    private final Practice practice;
    private final CallbackBooking callbackBooking;
    private final String country;
    private boolean booked;

    CallbackMenu(Call call, Practice practice, CallbackBooking callbackBooking, String country) {
        this.call = call;
        this.practice = practice;
        this.callbackBooking = callbackBooking;
        this.country = country;
    }

    /// Whether the caller, who may leave, is called back.
    boolean isBooked() {
        return booked;
    }

    /// Asks at which number, and promises it; otherwise the caller waits on.
    ///
    /// @param prompts in the caller's language
    void run(Prompts prompts) throws CallEnded {
        booked = new CallbackNumberMenu(call, prompts, country)
                .run(_ -> {})
                .filter(number -> mayCallBack(number) && callbackBooking.book(call, practice, number))
                .isPresent();
        call.play(booked ? prompts.callbackBooked() : prompts.callbackRefused());
    }

    private boolean mayCallBack(PhoneNumber number) {
        Optional<CallbackRules> rules = practice.returningCallers().callback();
        return rules.filter(allowed -> allowed.allows(number)).isPresent();
    }
}
