package org.permanence.dialplan;

import org.permanence.call.CallEnded;
import org.permanence.callback.CallbackBooking;
import org.permanence.flow.Disposition;
import org.permanence.privacy.PhoneNumber;

/// Books a callback for a routine caller who is in the queue. The caller confirms the number by key: a callback to
/// a wrong number tells a stranger that a patient called a doctor.
final class CallbackMenu {

    private final CallContext context;
    private final CallbackBooking callbackBooking;
    private final String country;

    /// @param country the country whose numbers are read out and entered without a country code, such as `FR`
    CallbackMenu(CallContext context, CallbackBooking callbackBooking, String country) {
        this.context = context;
        this.callbackBooking = callbackBooking;
        this.country = country;
    }

    /// Asks for the number and books the callback.
    ///
    /// @return whether it is booked; if not, the caller keeps waiting
    boolean run() throws CallEnded {
        var prompts = context.prompts();
        boolean booked = new CallbackNumberMenu(context.call(), prompts, country)
                .run(_ -> {})
                .filter(number -> isAllowed(number) && book(number))
                .isPresent();
        context.call().play(booked ? prompts.callbackBooked() : prompts.callbackRefused());
        return booked;
    }

    private boolean book(PhoneNumber number) {
        boolean booked = callbackBooking.book(context.call(), context.practice(), number);
        if (booked) {
            context.setDispositionOnHangup(Disposition.CALLBACK_BOOKED);
        }
        return booked;
    }

    private boolean isAllowed(PhoneNumber number) {
        return context.practice()
                .returningCallers()
                .callback()
                .filter(rules -> rules.allows(number))
                .isPresent();
    }
}
