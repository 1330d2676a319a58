"""Experiments in the words of one person: a medical-equipment technician, between a workshop, wards and an office."""

from __future__ import annotations

from companion.coach.views import Change
from companion.domain.records import Growth, Verdict
from tests.living.telling import Story, better, expected, surprise, untried, worse

ADOPT, ADAPT, DROP = Verdict.ADOPT, Verdict.ADAPT, Verdict.DROP

STORIES: tuple[Story, ...] = (
    Story(
        "When a pump comes back without a note, I will ring the ward before I open it. "
        "Expect: they remember what it did.",
        know="the fault is the first thing I look at",
        minutes=5,
        pact=5,
        told=(
            better("Ward 7 knew exactly: it alarms only when the bed is raised. I would have looked at the battery."),
            expected("Rang twice; the second time somebody from nights answered. It was what the tape said."),
            worse("Nobody there had seen it fail. Twelve minutes gone, and the pump is fine."),
            surprise("The healthcare assistant knew, and not the nurse. She had moved it herself."),
            expected(),
        ),
        verdict=ADAPT,
        lesson="Ask whoever moved it last, not whoever is in charge.",
        then=Story(
            change=Change(action="ask for whoever moved it last, before I open it"),
            told=(
                better("Found Denise in the sluice. Two minutes, and the story made sense."),
                untried("Three of them came back at once, and I opened the first before I remembered."),
                expected(),
                better("She walked down with me and showed me the socket. It is the socket."),
                expected("Owen had moved it. Owen moves everything."),
                surprise("Nobody had moved it. It had been lent to the hospice for a week."),
            ),
            verdict=ADAPT,
            lesson="The story is worth more beside the machine than on the telephone.",
            then=Story(
                change=Change(
                    cue="When a pump comes back for the second time",
                    action="go up and see it where it stands",
                    expect="something about the place, not about the pump",
                    minutes=10,
                    pact=2,
                ),
                told=(
                    surprise("It stands against the radiator. No manual has a word about radiators."),
                    better("Seen in five minutes what three repairs had not shown: the flex is under the wheel."),
                ),
                verdict=ADOPT,
                lesson="The first time, ring. The second time, go and look.",
                grown=(
                    (
                        Growth.ENLARGE,
                        Story(
                            change=Change(
                                action="go up with the sister and look at every pump in that bay", minutes=15, pact=1
                            ),
                            told=(better("Four pumps, one bad socket, and a sister who now checks the sockets."),),
                            verdict=ADOPT,
                            lesson="Looking together takes longer and is needed only once.",
                        ),
                    ),
                    (
                        Growth.OFFER,
                        Story(
                            change=Change(action="take Soo-jin along and let her tell me what she sees first", pact=1),
                            told=(surprise("She saw the patient first. I have walked past eleven years of patients."),),
                        ),
                    ),
                ),
            ),
        ),
    ),
    Story(
        "When I sit down at the bench in the morning, I will finish one thing before I open the mail. "
        "Expect: nobody misses me before nine.",
        know="a finished job with my initials on it before nine",
        pact=5,
        told=(
            expected("One syringe driver. Nobody missed me."),
            better("Two, and the second one was the awkward one from theatres."),
            untried("Opened the mail on the stairs, on the phone. That is how I do it, then."),
            expected(),
            expected("The mail at nine was the same mail as at seven."),
            worse("There was a recall notice in it, and I read it two hours late. No harm came of it, this time."),
        ),
        verdict=ADAPT,
        lesson="Recalls may not wait; everything else may.",
        then=Story(
            change=Change(action="look for recalls only, and then finish one thing before the rest of the mail"),
            told=(
                expected("Forty seconds for the recalls. I had not known that they can be sorted."),
                better("Finished the defibrillator from ward 2, which has looked at me since Thursday."),
                expected(),
                expected(),
                better("Even Helen has noticed that mornings are quiet. She thinks we are short of work."),
            ),
            verdict=ADOPT,
            lesson="A morning has room for one whole thing, if it is let in first.",
            grown=(
                (
                    Growth.REPEAT,
                    Story(
                        change=Change(pact=2),
                        told=(expected("Back to it after months, as if it had been on a shelf."), expected()),
                    ),
                ),
            ),
        ),
    ),
    Story(
        "When somebody asks me whether it is ready, I will write the day they need it on the ticket. "
        "Expect: fewer than half of them need it today.",
        pact=3,
        told=(
            surprise("Three asked. Not one needs it before Friday."),
            expected(),
            better("Wrote 'Tuesday' on four tickets, and worked them in that order. It feels like cheating."),
        ),
        verdict=ADOPT,
        lesson="'Urgent' is how people say that they do not know when.",
    ),
    Story(
        "When the kettle is on, I will tell whoever is there one thing that I got wrong this week. "
        "Expect: an awkward silence.",
        told=(surprise("No silence at all. Tomasz had two, and one of them was mine."),),
        verdict=ADOPT,
        lesson="They were waiting for somebody to begin.",
    ),
    Story(
        "When I write a report, I will put what the ward should do into its first line. Expect: nobody reads the rest.",
        know="they do it",
        told=(expected("Nobody read the rest. They did it."),),
        verdict=ADOPT,
        lesson="The rest was for me. It can go into the file.",
    ),
    Story(
        "When Gareth says that it is not in the budget, I will ask him what is. Expect: he laughs.",
        told=(surprise("He did not laugh. He turned the screen round and we looked at it together for ten minutes."),),
        verdict=ADAPT,
        lesson="He has never been asked what he would do with it himself.",
        then=Story(
            change=Change(
                action="ask him which of the three he would buy", expect="he picks the one that I would have left out"
            ),
            told=(expected("The second-hand one, with two years of guarantee. I had not put it on the list."),),
            verdict=DROP,
            lesson="It is his question now; he asks it without me.",
        ),
    ),
    Story(
        "When a student stands beside me, I will say aloud what I look at. Expect: I shall be slower by half.",
        minutes=15,
        pact=3,
        told=(
            expected("Slower by half, as I thought, and it was rather pleasant."),
            surprise("I heard myself say 'this one sounds dry', and neither of us knew what I meant."),
            better("She found the loose screw because I had said 'now I look for what should not move'."),
        ),
        verdict=ADOPT,
        lesson="Saying it slows the hands and speeds up the eyes.",
    ),
    Story(
        "When I close the workshop, I will leave tomorrow's first job on the bench with its screwdriver. "
        "Expect: I begin before I have hung up my coat.",
        know="the screwdriver has been used by ten past seven",
        pact=5,
        told=(
            better("Began with the coat on."),
            expected(),
            expected("Ten past seven. The cleaner had moved the screwdriver, and I found it by the sink."),
            untried("Closed in a hurry: fire alarm, a false one, at ten to four."),
            better("It is a strange kindness from the person I was yesterday."),
            expected(),
        ),
        verdict=ADOPT,
        lesson="The evening knows what the morning will not want to decide.",
    ),
    Story(
        "When I go up to a ward, I will take the stairs and count what blinks. "
        "Expect: more than I can do anything about.",
        told=(worse("Twenty-three on one floor. I lost count of which of them are ours, and came down cross."),),
        verdict=DROP,
        lesson="Counting what I cannot change is a way of being cross.",
    ),
    Story(
        "When I hand a monitor back, I will wait until it has been switched on by somebody else. "
        "Expect: they press something that I did not expect.",
        pact=4,
        told=(
            surprise("She pressed and held. Nobody holds it in the workshop. It restarts."),
            expected(),
            surprise("He put a coffee on it. It has a warm top, and everybody knows."),
            better("They asked me to stay until the first reading, and we found the cable."),
        ),
        verdict=ADOPT,
        lesson="A thing is mended when somebody else has switched it on.",
        grown=(
            (
                Growth.ENLARGE,
                Story(
                    change=Change(action="wait until two people who work differently have switched it on", pact=2),
                    told=(
                        expected("Day shift: fine. Night shift: in the dark the two buttons are the same button."),
                        better("I put a dot of nail varnish on the right one. Denise had some."),
                    ),
                ),
            ),
        ),
    ),
    Story(
        "When I am about to say 'they always', I will say a name instead. Expect: I say it less often.",
        days=11,
        told=(
            expected("Four times before lunch. Three were about theatres, and in fact about one man there."),
            expected(),
            surprise("I had no name. It was nobody, it was a habit of ours."),
            better("Said 'Mr Farrell' instead of 'surgeons'. Ewa said: have you told Mr Farrell?"),
        ),
        verdict=ADAPT,
        lesson="With a name it becomes something that can be told.",
        then=Story(
            change=Change(
                cue="When I have a name instead of 'they'",
                action="tell that person within the week",
                expect="he has no idea",
                pact=2,
            ),
            told=(
                worse("Told Mr Farrell about the leads, at a bad moment, in a corridor. He nodded at the wall."),
                better("He came down to us. He had never seen the inside of one. He stayed for half an hour."),
            ),
            verdict=ADOPT,
            lesson="Not in a corridor.",
        ),
    ),
    Story(
        "When a delivery comes, I will open it with whoever ordered it. Expect: half of it is not what they meant.",
        told=(better("A third, not half; but that third would have gone on a shelf for a year."),),
        verdict=ADOPT,
        lesson="Open it together while the box can still go back.",
    ),
    Story(
        "When the talk turns to who should have, I will ask what each of us knew at the time. Expect: nobody likes it.",
        told=(better("They liked it more than I did. I had known most of it."),),
        verdict=ADOPT,
        lesson="What each of us knew fits on one hand. Who should have does not fit anywhere.",
    ),
    Story(
        "When I have been on hold for three minutes, I will put the call on the loudspeaker and sort screws. "
        "Expect: the drawer gets done.",
        told=(expected("M3 and M4 are separate for the first time since the flood."),),
        verdict=DROP,
        lesson="The drawer is done.",
    ),
    Story(
        "When I plan the week, I will leave Thursday afternoon empty. Expect: it fills by Wednesday.",
        know="an hour on Thursday that nobody gave me",
        minutes=20,
        pact=3,
        told=(
            expected("Full by Wednesday noon. I filled it myself."),
            worse("Full by Monday."),
            better("Empty, and at half past two a cot failed on the neonatal unit. I could simply go."),
        ),
        verdict=ADOPT,
        lesson="Empty time is what an emergency is paid with.",
    ),
    Story(
        "When I do not understand a fault, I will draw it for ten minutes before I swap a part. "
        "Expect: the drawing is wrong.",
        minutes=10,
        pact=3,
        told=(
            better("The drawing was wrong, and so I knew where to measure."),
            expected(),
            surprise("Tomasz looked at it upside down from across the bench and said: earth."),
        ),
        verdict=ADOPT,
        lesson="A wrong drawing is a question, and a swapped part is not.",
        grown=(
            (
                Growth.OFFER,
                Story(
                    change=Change(action="draw it where Ewa can see it, and ask what she would measure first", pact=2),
                    told=(
                        expected("She would measure nothing yet; she would ring them. We rang them."),
                        better("She draws in colours. I can see the current."),
                    ),
                ),
            ),
        ),
    ),
    Story(
        "When I eat at my desk, I will go and eat with the porters instead. Expect: they stop talking.",
        pact=2,
        told=(
            expected("They stopped. Then somebody asked whether I had come about the lift."),
            better("Nobody stopped. Heard about the sockets on level two, which are switched off at night."),
        ),
        verdict=ADOPT,
        lesson="The second time, one is furniture. That is when one hears things.",
    ),
    Story(
        "When a job has waited longer than it will take, I will do it at once. Expect: three of them before noon.",
        told=(surprise("Nine. Nine jobs of under five minutes, of which the oldest was from March."),),
        verdict=ADAPT,
        lesson="They are never too big. They have no moment of their own.",
        then=Story(
            change=Change(
                cue="When it strikes eleven",
                action="do one job that has waited longer than it will take",
                expect="there is always one",
                pact=5,
            ),
            told=(
                expected("The label on the fridge. Two minutes; it had been wrong for a year."),
                expected(),
                expected("A wheel."),
                worse("The 'five-minute' plug had its wires the wrong way round, and I was there until one."),
                expected(),
            ),
            verdict=ADAPT,
            lesson="Eleven is good. Plugs are never five minutes.",
            then=Story(
                change=Change(action="do one job that needs no tool but my hands", pact=3),
                told=(
                    better("Took a broken chair to the skip myself. Three people thanked me."),
                    expected(),
                    expected("Wound up cables, all of them, left to right, as my father did."),
                ),
                verdict=ADOPT,
                lesson="One small thing at eleven, with bare hands. It is nearly a prayer.",
            ),
        ),
    ),
    Story(
        "When I feel sure, I will say how sure, in per cent. Expect: people find it odd.",
        pact=5,
        told=(
            expected("'Ninety.' 'Ninety what?'"),
            better("Said sixty, and Helen asked what the other forty were. It was the right question."),
            surprise("I said ninety-five, and it was the other one. So: one in twenty, as advertised."),
            expected(),
            expected("Tomasz has begun to do it, in Polish. Dziewięćdziesiąt."),
        ),
        verdict=ADOPT,
        lesson="Ninety means that I would not look any more. Then I had better look.",
    ),
    Story(
        "When a form asks me for something I have entered before, I will write down who wants it. "
        "Expect: two people who do not know of each other.",
        told=(expected("Estates and Finance. Both print it out."),),
        verdict=DROP,
        lesson="True, and not mine to change this year.",
    ),
    Story(
        "When the night team leaves, I will be at the door for five minutes. Expect: they want to go home.",
        minutes=5,
        pact=3,
        told=(
            expected("They wanted to go home. One of them told me something over his shoulder anyway."),
            untried("Overslept, and then the second bus did not come."),
            better("Femi showed me a photograph of the alarm at four in the morning. It is not the alarm we test for."),
            better("They had waited for me. 'You are the man with the door.'"),
        ),
        verdict=ADOPT,
        lesson="Five minutes at their time are worth an hour at mine.",
    ),
    Story(
        "When I order a part, I will order the one that I would want to fit at four in the morning. "
        "Expect: it costs more.",
        told=(expected("Eleven pounds more. It has its screws in the bag."),),
        verdict=ADOPT,
        lesson="Buy for the tired person.",
    ),
    Story(
        "When I have explained something twice, I will ask whom I could watch explaining it. Expect: Ewa.",
        told=(surprise("It was not Ewa. It was the apprentice from estates, with a piece of string."),),
        verdict=ADOPT,
        lesson="Whoever learnt it last explains it best.",
    ),
    Story(
        "When somebody complains about a bed, I will lie down on it. Expect: I look ridiculous.",
        pact=2,
        told=(
            better("From down there you see that the call button is under the rail. I did look ridiculous."),
            surprise("It hums. You cannot hear it standing."),
        ),
        verdict=ADOPT,
        lesson="Lie down. A complaint is written from below.",
        grown=(
            (
                Growth.OFFER,
                Story(
                    change=Change(action="invite the sales representative to lie down on it", pact=1),
                    told=(worse("He would not lie down. He wrote something in his tablet."),),
                    verdict=DROP,
                    lesson="Not everybody can be offered a bed.",
                ),
            ),
        ),
    ),
    Story(
        "When I put something off for the third time, I will write down what I am afraid of. Expect: something small.",
        pact=2,
        told=(
            expected("That the ventilator will be past mending, and that I shall have to say so. Small enough."),
            better("That they will ask why it was not done last week. Wrote that into the first line, and sent it."),
        ),
        verdict=ADOPT,
        lesson="Written down, it has edges.",
    ),
    Story(
        "When a meeting has a screen, I will sit so that I can see faces. Expect: a worse chair.",
        told=(expected("A worse chair, and Priya's eyebrows when the figures came."),),
        verdict=ADOPT,
        lesson="Eyebrows are data.",
    ),
    Story(
        "When two jobs look the same, I will do the second with my other hand leading. Expect: I notice a step.",
        told=(worse("I noticed that I am fifty-one. Crossed a thread."),),
        verdict=DROP,
        lesson="A clever idea from a book, at a bench with a patient's pump on it. No.",
    ),
    Story(
        "When I get a complaint by mail, I will answer it by walking. Expect: ten minutes, and no second mail.",
        minutes=10,
        pact=3,
        told=(
            better("Six minutes. It was about something else."),
            expected(),
            worse("She was on leave. The walk was nice."),
        ),
        verdict=ADAPT,
        lesson="Walk, but ring first.",
        then=Story(
            change=Change(action="ring to ask whether I may come up, and walk", pact=2),
            told=(
                expected("'May I come up?' is itself half of the answer."),
                better("She met me halfway, on the landing, with the lead in her hand."),
            ),
            verdict=ADOPT,
            lesson="Halfway is a good place.",
        ),
    ),
    Story(
        "When I finish a repair, I will write what I would check first next time, on the inside of the lid. "
        "Expect: I shall never read it.",
        pact=5,
        told=(
            expected("'Fuse 2. Always fuse 2.'"),
            expected(),
            better("Opened one that Tomasz had done, and there was his handwriting. He had started too."),
            expected("Ran out of lid."),
            surprise("A note from 2014, in a hand that nobody knows: 'if it rains, the hinge'. It had rained."),
        ),
        verdict=ADOPT,
        lesson="The lid is the only document that is always there.",
    ),
    Story(
        "When I wait for a lift with somebody, I will ask what they are carrying. Expect: blood.",
        pact=2,
        told=(
            expected("Blood."),
            surprise("A cake, for the man who has swept level four for thirty years. I had some."),
        ),
    ),
    Story(
        "When I start the weekly figures, I will write down what I would do differently if they were twice as high. "
        "Expect: nothing.",
        minutes=10,
        pact=2,
        told=(
            expected("Nothing. For six of the seven."),
            better("Dropped two of them. Nobody has asked. 🤷"),
        ),
        verdict=ADOPT,
        lesson="A figure that changes nothing is a decoration.",
    ),
    Story(
        "When I am asked for an opinion in a big meeting, I will first say what would change my mind. "
        "Expect: it buys me a minute.",
        told=(better("It bought me the minute, and Dr Okonkwo answered exactly that."),),
        verdict=ADOPT,
        lesson="It is easier to be disagreed with when one has left the door open.",
    ),
    Story(
        "When the new pumps come, I will let the ward unpack the first one without me. Expect: a call within the hour.",
        told=(surprise("No call. When I went up they were using it as a clothes stand, and correctly as a pump."),),
    ),
    Story(
        "When I would write 'asap', I will write the hour at which it stops being useful. Expect: I do not know it.",
        pact=4,
        told=(
            expected("I did not know it. Rang to find out: Thursday at six, when the coach leaves."),
            better("'Useful until 14:00.' It came at 13:40 with a smiley 🙂"),
            expected(),
            expected("Gareth wrote one to me. It spreads."),
        ),
        verdict=ADOPT,
        lesson="An hour can be kept. 'Asap' can only be broken.",
    ),
    Story(
        "When I pass the loan cupboard, I will put one thing back where its label says. "
        "Expect: it is gone by tomorrow.",
        days=18,
        told=(
            expected("Gone by tomorrow."),
            expected(),
            better("Still there, and something beside it that I had not put back."),
            expected("Somebody has alphabetised the leads. I am not the only one."),
        ),
        verdict=ADOPT,
        lesson="Order is catching, slowly.",
    ),
    Story(
        "When I do not know the answer, I will say who would. Expect: they already know that person.",
        pact=5,
        told=(
            surprise(
                "They did not. José in stores, fourteen years in the building, and nobody on ward 3 had his number."
            ),
            better("Sent two people to Noémie. She rang to thank me, which was the wrong way round."),
            expected(),
        ),
    ),
    Story(
        "When the first frost comes, I will check the four outdoor oxygen alarms by hand. Expect: one of them is dead.",
        minutes=25,
        told=(expected("One was dead, number three, behind the bins. There since when?"),),
        verdict=ADAPT,
        lesson="It should not depend on frost.",
        then=Story(
            change=Change(
                cue="On the first working day of a month",
                action="press all four outdoor oxygen alarms on the way in",
                minutes=10,
                pact=6,
            ),
            told=(
                expected("All four. Cold fingers."),
                expected(),
                better("The groundsman was there before me and had pressed them. He had seen me do it."),
            ),
        ),
    ),
    Story(
        "When my round reaches bay 4, I will sit down while somebody tells me what is wrong. "
        "Expect: it takes no longer.",
        pact=5,
        told=(
            surprise("It took less long. Sitting, I do not look at the door."),
            expected("Four minutes, as always. But she finished her sentence."),
        ),
    ),
    Story(
        "When Soo-jin asks me something, I will ask one question before I answer. Expect: she answers it herself.",
        know="she walks off before I have said anything useful",
        pact=4,
        told=(better("'What have you ruled out?' She laughed, said 'the plug', and went to look at the plug."),),
    ),
)
