"""Words that only join others. Nobody searches for them, and every text has them."""

_LISTS = {
    "de": """
        aber alle allem allen aller alles als also am an ander andere anderen anderer anderes auch auf aus bei beim bin
        bis bist da dabei dadurch dafür dafuer dagegen daher damit danach dann daran darauf daraus darin darüber darum
        darunter das dass daß dasselbe davon davor dazu dein deine deinem deinen deiner dem den denen denn der deren des
        deshalb dessen die dies diese diesem diesen dieser dieses dir doch dort du durch ein eine einem einen einer
        eines einige einigen einiger einiges einmal er es etwa etwas euch euer eure für fuer gegen gewesen hab habe
        haben hast hat hatte hatten hätte hätten hier hin hinter ich ihm ihn ihnen ihr ihre ihrem ihren ihrer ihres im
        immer in indem ins ist ja je jede jedem jeden jeder jedes jedoch jene jetzt kann kein keine keinem keinen keiner
        kannst können koennen könnte könnten konnte man manche mancher mein meine meinem meinen meiner mich mir mit muss
        muß müssen muessen müsste nach nicht nichts noch nun nur ob oder ohne schon sehr sein seine seinem seinen seiner
        seit sich sie sind so sogar solche soll sollen sollte sollten sondern sonst sowie über ueber um und uns unser
        unsere unserem unseren unserer unter usw viel viele vielen vom von vor während waehrend wäre wären war waren
        warum was weder weil weiter welche welcher wenn wer werde werden wie wieder will wir wird wirst wo wollen worden
        wurde wurden würde würden zu zum zur zwar zwischen
        """,
    "en": """
        a about above after again all am an and any are as at be because been before being below between both but by can
        could did do does doing down during each few for from further had has have having he her here hers him his how i
        if in into is it its just me more most my no nor not of off on once only or other our out over own same she
        should so some such than that the their them then there these they this those through to too under until up very
        was we were what when where which while who whom why will with would you your
        """,
    "ar": "في من على الى عن مع هذا هذه ذلك التي الذي ان لا ما هو هي او ثم قد كل بعد قبل و يا هل لم لن كان",
    "tr": "ve veya ile bir bu şu o da de ki mi mı mu mü için gibi çok daha en ama ne her hem",
    "ru": "и в во не на я с со что а по как из у к за то о от это все же но мы вы они для так бы ли или",
    "uk": "і й та в у не на я з із зі що а по як до за то о від це все же але ми ви вони для так би чи або",
    "pl": "i w we nie na ja z ze co a po jak do za to o od jest są ale my wy oni dla tak by czy lub się",
    "ro": "și si în in nu pe eu cu ce a de la ca să sa o un din este sunt dar noi voi ei pentru sau mai",
    "fr": """
        à au aux avec ce ces dans de des du elle en et eux il je la le les leur lui ma mais me même mes moi mon ne nos
        notre nous on ou par pas pour qu que qui sa se ses son sur ta te tes toi ton tu un une vos votre vous est sont
        """,
    "fa": "در از به با که این آن را و یا هم تا بر برای است هست نیست می ما شما",
}
FILLERS = {language: frozenset(listed.split()) for language, listed in _LISTS.items()}
