"""What each card of the bundled pack led to, by its id: one trial, an answer to its question, often a lesson."""

from __future__ import annotations

from companion.domain.records import Verdict
from tests.living.telling import Taken, better, expected, surprise, untried, worse

ADOPT, DROP = Verdict.ADOPT, Verdict.DROP

TAKEN: dict[str, Taken] = {
    # It's all about people
    "three-hungers": Taken(
        0,
        expected("Choice two, mastery four, company five. I had guessed it before I wrote it."),
        "Choice. The maintenance calendar decides what is on my bench, and the calendar was made by somebody who has "
        "left. I could move two jobs a week without asking anyone. I never have.",
        ADOPT,
        "Two of the five jobs on my bench could be in another order, and nobody minds which.",
    ),
    "thank-the-messenger": Taken(
        0,
        better("Soo-jin dropped a probe. Thank you came first. Then she told me that it was the third."),
        "My first words were thank you, and my second were a question that was really an accusation. She answered the "
        "first. I think she was being kind.",
        ADOPT,
        "Thank first. The detail I need is in the second sentence.",
    ),
    "the-yes-you-did-not-ask-for": Taken(
        1,
        expected("Asked José to take the other end of the bed frame. He said: obviously."),
        "I had guessed that he would sigh. He did not even stop talking. What I call not wanting to bother people is "
        "mostly wanting to look as if I manage.",
        ADOPT,
    ),
    "a-letter-that-costs-nothing": Taken(
        0,
        better("Wrote to Tomasz about the week in which he covered for me. He printed it. It is on the fridge."),
        "Eight out of ten beforehand, two afterwards, and the two was because I had spelt his daughter's name wrongly. "
        "It is Zofia.",
    ),
    "small-steps-good-days": Taken(
        0,
        expected("First line: syringe drivers waiting, under forty. Second: ring about the clamps before ten."),
        "Nobody will report that the label printer has stopped being a joke. I changed a roller that cost ninety "
        "pence, and for the first time this year nobody writes labels by hand.",
        ADOPT,
        "The first line is for me, the second for the person who comes in tomorrow, who is also me.",
    ),
    "what-nobody-told-you": Taken(
        0,
        better("Told Soo-jin that a bed never goes back on a Friday. She asked about theatres at once."),
        "If a sister says 'no rush', go now. If she says 'urgent', ask what for. It took me four years and one "
        "shouting to find that out, and it is written nowhere.",
    ),
    "more-of-not-less-of": Taken(
        0,
        expected("Asked Priya how she would order my morning. 'Start with what bleeps.' Four words."),
        "An order for the day that I had not thought of: by noise. What bleeps on a ward is what people stop hearing.",
        ADOPT,
        "Start with what bleeps.",
    ),
    "a-third-went-wrong": Taken(
        1,
        surprise("One change to my reports, says Tomasz: the serial number last. I had not expected grammar."),
        "At the work. It is easier to hear about a sentence than about myself. I notice that I still heard it about "
        "myself for an hour or so.",
    ),
    "not-every-silence-is-fear": Taken(
        0,
        better("What would surprise the next person? That the spare key is in the other building. Nobody had said."),
        "A stupid question with a day in it. 'What will surprise whoever comes in on Sunday?' At 'Sunday' they all "
        "looked up.",
        ADOPT,
        "Put a day into the question.",
    ),
    "the-ones-you-half-know": Taken(
        1,
        better("What puzzles the man from catering: why his trolleys will not charge. Our pumps are in his sockets."),
        "He knew that the sockets on level two are dead from two till four. We have been blaming batteries for months. "
        "He has a list, in pencil, because nobody ever asked him for it.",
    ),
    "say-it-back": Taken(
        0,
        expected("Said it back. She changed 'broken' to 'not trusted', which is another job altogether."),
        "One word. I had said that the monitor was broken, and what she had said was that nobody trusts it. Broken can "
        "be mended in an afternoon.",
        ADOPT,
        "The correction is the job.",
    ),
    "the-walk-and-the-telephone": Taken(
        1,
        better("To the incinerator and back without it. Missed nothing; thought of the clamp."),
        "A blackbird, and an idea about the clamp. I do not say that they are connected.",
        ADOPT,
    ),
    # Organising for customer value
    "calls-that-need-not-have-come": Taken(
        0,
        surprise("Ten calls, seven of them F. Four of the seven were 'is it ready yet?'"),
        "The moment we took it in, if we had written a day on the ticket. Four calls out of ten exist because a box on "
        "a form stays empty. I do not think that anybody ever decided that.",
        ADOPT,
        "A day on the ticket is four calls fewer.",
    ),
    "who-is-it-for-by-name": Taken(
        0,
        better("Aoife on ward 3 says that the pump lets her go to the other side of the bed. It is the flex."),
        "She uses the clip to hang the notes on. We have been fitting shorter clips, to save forty pence.",
    ),
    "so-that": Taken(
        0,
        worse("Five tasks with 'so that' behind them. Two have no person at the end, only a folder."),
        "'Update the asset register so that …' So that what? So that the audit finds an updated register. I left the "
        "sentence open and put it on the wall above the kettle.",
        DROP,
        "Good for finding out, no good for doing daily.",
    ),
    "arithmetic-for-a-full-desk": Taken(
        1,
        surprise("Thirty-one begun, six finished in a week. Five weeks. I would have said two."),
        "It lost nothing by waiting. It lost something by being begun and put down: the gasket had dried out, twice.",
        ADOPT,
        "A thing that is begun goes bad sooner than a thing that waits.",
    ),
    "state-next-risk": Taken(
        0,
        better("Risk: the loan ventilator goes back on Thursday, mended or not. Owen had had no idea."),
        "Risk, because writing it down makes it mine. State and next step are about the machine.",
        ADOPT,
    ),
    "where-the-pile-is": Taken(
        0,
        expected("Nineteen on the quarantine shelf. The first needs a signature from somebody who has retired."),
        "What feeds the pile is that it has a shelf. With half the shelf we would have had this conversation a year "
        "ago.",
    ),
    "the-wait-between-two-desks": Taken(
        0,
        better("The longest wait is between goods-in and us: four days, and neither of us knew that it was four."),
        "Because they mail a list on Mondays, and we look at it on Fridays. Two habits, each of them sensible, and "
        "between them somebody's bed.",
        ADOPT,
        "It waits between two habits, not between two people.",
    ),
    "seven-things-that-travel": Taken(
        1,
        expected("Told procurement why, and by when. Gareth offered last year's model, today, out of a cupboard."),
        "The why. I always leave out the why, because I think that it looks like begging. With the why he could do "
        "something other than what I had asked for.",
        ADOPT,
        "With a reason, people can help in a way I did not think of.",
    ),
    "who-is-asked-who-is-trusted": Taken(
        0,
        worse("One name on both drawings. I had thought four."),
        "The chart says that I report to Helen. Both drawings say Priya, who is not even in my department. If she went "
        "to another hospital I should be rather alone here, and until this morning I did not know it.\n\n"
        "I have not decided what to do about that. Lunch with the porters is a beginning.",
    ),
    "shaped-like-the-org-chart": Taken(
        0,
        expected("The ward asks for the patient's weight, and then pharmacy does. Neither has seen the other's form."),
        "The border runs where two computer systems were bought in different years. People take it for a matter of "
        "professions.",
    ),
    "three-of-seventy-two": Taken(
        0,
        worse("Wrote: eight pumps before noon. It was five. Hard to write, and easy to be wrong about."),
        "Three pumps. And at ten I noticed that I was hurrying for the sake of my own line, which is not what the line "
        "is for.",
        DROP,
        "A number makes me honest and then makes me hurry. I want the first without the second.",
    ),
    "the-list-that-nobody-uses": Taken(
        1,
        better("Crossed out 'check appearance', which has caught nothing since I came. Sharpened the alarm line."),
        "'Let it alarm until somebody looks up.' For that one I would fight. The rest could go on a card the size of a "
        "bus ticket.",
        ADOPT,
        "A line earns its place by having caught something.",
    ),
    # Work's changing
    "two-days-at-home": Taken(
        0,
        surprise("The reports want quiet and were in the workshop; the quotes want Gareth and were at home."),
        "The workshop is where people ask me things. I had put that down to being popular.",
        ADOPT,
    ),
    "a-tally-of-tugs": Taken(
        0,
        surprise("Eleven in fifteen minutes: four upright, seven slanted. Seven."),
        "Me. I was looking whether the mail about the clamp had come. It had not come eight times.",
    ),
    "the-message-that-ends-there": Taken(
        0,
        expected("Need, date, and 'if I hear nothing I shall order the older one on Wednesday'. One reply."),
        "'Which ward?' came back. I know which ward so well that I never write it.",
        ADOPT,
        "What I know best is what I leave out.",
    ),
    "workarounds-are-wishes": Taken(
        0,
        expected("The official way would need one more box to tick: 'lent, not lost'. One box."),
        "The tape on the pump knows who has it. The procedure knows who ought to have it.",
    ),
    "half-of-it-by-tonight": Taken(
        1,
        better("Showed Aoife half a loan sheet. She wants two columns, and I had planned nine."),
        "A list of departments to choose from, in colours. Nobody has ever asked me for a colour.",
        ADOPT,
        "Show it while it is still ugly. Nobody corrects a handsome thing.",
    ),
    "until-tomorrow": Taken(
        2,
        expected("Left the group chat closed until seven. Forty-one messages; the one for me was of a cake. 🎂"),
        "Nobody's. I went back through them: nobody has ever written to me at night and been cross in the morning. I "
        "was answering an expectation of my own making.",
        ADOPT,
        "Nothing came of it, which is the finding.",
    ),
    "help-unevenly": Taken(
        0,
        worse("Eleven minutes by myself, nine with the assistant, then six to take out a policy it had made up."),
        "The faster way left me not knowing why the second paragraph stands where it stands. When Helen asked, all I "
        "could say was that it had come like that.",
        DROP,
    ),
    "where-it-is-confidently-wrong": Taken(
        0,
        surprise("I expected the torque to be wrong. It was right, and the page it named does not exist."),
        "It never said 'it depends'. Everybody in this building who knows anything about centrifuges begins with 'it "
        "depends'.",
    ),
    "the-far-side-went-quiet": Taken(
        1,
        better("The van driver is moving the dialysis store to the other site. Nobody told us. We service those."),
        "The night porters used to ring when something smelt warm. Since the new telephones they do not. I have put "
        "our number on the inside of the lift door, at the height of a porter's eyes.",
        ADOPT,
        "When somebody stops ringing, it is not always because all is well.",
    ),
    "what-the-job-is-made-of": Taken(
        0,
        expected("Twenty minutes routine, four of judgement, ten of people. The four are in my contract."),
        "The ten. When I say that I like mending things, what I like, I think, is handing them back.",
    ),
    "a-brief-for-a-stranger": Taken(
        1,
        surprise("My sister's first question: why does a bed need a plug? It had never been part of it."),
        "'Downtime'. Without it I had to say: an hour in which somebody lies in a corridor.",
        ADOPT,
        "Say it without the word, and it becomes urgent by itself.",
    ),
    "one-decision-asked-around": Taken(
        0,
        expected("Asked the porters before moving the drop-off table. Forty centimetres to the left: the door."),
        "It cost four minutes and a small loss of face. It saved a door.",
        ADOPT,
    ),
    # Learning's changing
    "close-it-and-write": Taken(
        0,
        better("Three points from the bulletin. The third, from when it applies, I had wrong by a year."),
        "The date. I was so sure of it that I would have told others.",
        ADOPT,
        "What I am sure of is what to write down first.",
    ),
    "two-days-seven-days": Taken(
        1,
        expected("Five minutes with the new crimping tool at each end of the shift. Clumsy, then not."),
        "The angle had gone and the pressure had stayed. It was back within four crimps.",
    ),
    "what-was-meant-to-happen": Taken(
        1,
        better("Asked Tomasz the four questions in the car park. He had meant it fast, I had meant it to last."),
        "That it should hold until spring. I could have said so beforehand; I would only have had to know it.",
        ADOPT,
        "Two people can agree on a job and mean two jobs.",
    ),
    "by-the-way": Taken(
        1,
        expected("Asked how she knew to tap the housing first. 'My father had a wireless.'"),
        "Owen, who thinks that he was only waiting for the lift. He said one hears a bad bearing better with one's "
        "back to it. Diolch yn fawr, Owen.",
    ),
    "watch-for-ten-minutes": Taken(
        0,
        surprise("Watched Tomasz balance a centrifuge. He looks at the bench, and hardly at the rotor."),
        "He waits. Nothing in the instructions says to wait. He puts it down, looks out of the window, and measures "
        "again.",
        ADOPT,
        "The instructions leave out the waiting.",
    ),
    "the-hard-sentence": Taken(
        0,
        better("'The pump was fine and the line was kinked.' By the fifth time it had lost its 'unfortunately'."),
        "I practised the sentence, and avoided the pause after it. The pause was the difficult part.",
    ),
    "before-you-may-explain-it": Taken(
        1,
        worse("Explained the battery cycle to the students, and stalled at the word 'cycle'."),
        "At 'cycle'. I have said the word for nine years. It turns out that I had never counted one.",
        ADOPT,
        "Where I stall is where I have been repeating.",
    ),
    "the-rule-behind-the-fix": Taken(
        0,
        expected("Third door seal this month. The rule: a seal is cheaper than an hour. Nobody knows whose rule."),
        "Because in 2011 there was nobody to spare for an hour. Now there are three of us, and the rule has not "
        "noticed.",
    ),
    "break-it-gently": Taken(
        0,
        better("Pulled the network cable of the spare monitor. Back in ninety seconds, and it told me how."),
        "That it keeps the last eleven minutes. I had been telling the wards that it keeps nothing.",
        ADOPT,
        "Break the spare one before the real one breaks itself.",
    ),
    "what-so-what-now-what": Taken(
        1,
        expected("Said it aloud on the bridge. A cyclist looked. Now what: ring Aoife before ten."),
        "That I had been cross on her behalf, and that she had not been cross at all.",
    ),
    "within-a-day": Taken(
        1,
        better("Told Ewa that I would try the two-minute handover. 'Thursday', she said. It was Thursday."),
        "The corner without a chair. People say there what they came for, and go.",
        ADOPT,
        "Tell Ewa. She asks.",
    ),
    "which-part-not-yet": Taken(
        0,
        surprise("I cannot do spreadsheets: in fact I can do everything but the thing with the dollar signs."),
        "One key, F4. 'Cannot' was a function key.",
        ADOPT,
        "'Cannot' is usually one step wide.",
    ),
}

LATER = (
    better("Shorter than the thinking about it."),
    expected("Did it on the late round. Nobody noticed, which was rather the point."),
    worse("Wrong day. Two theatres down, and everybody's face like a shut door."),
    better("Dr Haddad wrote شكراً on the returned pump, in marker. I have not wiped it off."),
    better("Noémie did it back to me an hour later, without knowing."),
    expected("It works on ward 7 and in the workshop. I have still to see it work in Finance."),
    surprise("The person I least expected it of finished my sentence."),
    expected("As it was the first time, only I was less nervous."),
    worse("I had the words ready and said other ones."),
    surprise("It turned into a conversation about his mother's garden. Both of us were late, and neither minded."),
    better("Ewa wants to try it too. She says that mine is the clumsy version."),
    expected("Soo-jin says 천천히 to the printer. Slowly, slowly. It helps as often as anything."),
    expected("Two minutes, in the lift, between floors."),
    worse("Helen thought that it was a complaint. It took a second conversation to make it none."),
    better("Third time, and I no longer look at the wording."),
    surprise("The answer came a day later, by internal post, in an envelope that has been used nineteen times."),
    expected("Done with gloves on."),
    better("He said 'good question' and then, after a while, answered it."),
    worse("Interrupted by a crash call. Rightly."),
    expected("Small, and done by half past eight."),
    surprise("It was I who had the information. I had been waiting for somebody to send it to me."),
    better("They had kept a biscuit for me. I believe that this is the result."),
    expected("Nothing to see yet. I would not have looked a year ago."),
    worse("Tried it on myself, and I was not convinced."),
)
"""Notes on trials of a card that had been seen before."""

IN_THE_WAY = (
    untried("A day without a moment for it. They were all spoken for."),
    untried("Two people off sick, and I was both of them."),
    untried("Forgot. It was in my head on the bus, and the bus kept it."),
    untried("The cue never came."),
    untried("I was ashamed of yesterday and kept out of the way."),
    untried("Training all day, in a room without a window."),
    untried("The moment came, and I was holding a ventilator."),
    untried(),
    untried("I no longer want to. That may be an answer too."),
    untried("Inspectors in the building. Everyone behaved, so there was nothing to notice."),
    untried("The person I needed for it was on nights."),
    untried("Lost my nerve at the door."),
    untried("Power test from nine to three."),
    untried("It rained in through the roof. I held the bucket."),
)
"""What was in the way, when nothing was tried."""

EVENINGS = (
    "I would rather not answer that today. The honest reason is that I am tired, and that I know the answer.",
    "Nothing to add to yesterday.",
    "The engineer from Osaka left a note on the processor: 今日は静かでした。 It was quiet today. It was.",
    "Co nagle, to po diable, says Ewa: whatever is done in a hurry goes to the devil. She says it when I run. She is "
    "usually holding the thing that I came for.",
    "Mrs Adeyemi in bay 4 asked me what I do. I said that I look after the machines. 'And who looks after you?' she "
    "said, as one asks about the weather. I have no idea what I answered. I mended her call button, and it took far "
    "too long, because she wanted to tell me about Ibadan.\n\n"
    "What I take from it: I say 'the machines' as if they were mine and as if they were alone. There is somebody at "
    "the other end of each of those cables. I knew that on my first day here, and then it became a number of open "
    "tickets. I should like to know it again without having to be asked by a woman of eighty-six.",
    "Less than I thought, and sooner.",
    "That I was right, and that it did not help.",
    "I counted today what I say no to. Four times, all four of them to people who asked politely. To the rude one I "
    "said yes at once. That is the wrong way round, and it has a history.",
    "Tomasz told me what he writes in the margin: «nie wiem», I do not know, with a date. He has eleven of them. He "
    "goes through them at New Year and crosses out what has become clear by itself. About half.",
    "🙂",
    "The workshop is cold, the ward is warm, and the office is the right temperature and nobody in it looks up. If I "
    "had to say where the work is, I would say: on the stairs between the three.",
    "I asked the same thing of three people.\nPriya: 'Because we have always had two.'\nGareth: 'Because the contract "
    "says two.'\nThe man who fills them: 'I only ever fill one.'",
    "There is a word in Welsh for it, says Owen, and then he could not think of it. We stood there and did not know "
    "it together. It was the best handover of the week.",
    "It cost me a quarter of an hour and my good opinion of the old form, which I designed.",
    "I notice that I write here what I would have said to Dad on the telephone. He would have asked what it costs, "
    "and then he would have asked whether they thanked me. It costs nothing, and yes.",
    "Same as in the spring: it is the gap, not the people. But now I can say which gap, and how wide. It is the width "
    "of one shared mailbox that two departments each think the other one reads.",
    "Ο χρόνος φέρνει τα πάντα, the Greek registrar said, looking at the loading bar. Time brings everything. She "
    "meant it as a complaint.",
    "Today I taught, and learnt that I have a trick which I did not know I had: I look at the screw next to the one "
    "that is loose. I do not know why. The student asked why. I shall watch myself.",
    "Two things. I hurried because somebody looked at me; and nobody had looked at me, he was looking at the clock.",
    "What would I tell the person who starts here after me? That the building is kind in the mornings. That forms are "
    "letters from the past. That one may ask. That Denise knows.",
)
"""Answers to a card's question that would fit many a card."""
