"""Given names common in French-language catalogues: they tell “Bloch Serge” from “Serge Bloch”."""

GIVEN_NAMES = frozenset(
    """
    jeanine maja gaby re margret xavier lisbeth holly reg ammar bernardin bernadin jorg yak
    abdelkader abdel achille adam adele adelaide adrien agathe agnes ahmed aime aimee akira alain alan albane albert
    alberto aldo alex alexander alexandra alexandre alexia alexis alfred ali alice alicia aline alison alix amandine
    amel amelie amin amina amos amy ana anais anatole andre andrea andree andrew andy angela angelo angelique anita ann
    anna anne annette annick annie anouk anthony antoine anton antonio antony ariane armand arnaud arnold arthur
    astrid aude audrey auguste aurelie aurore axel axelle ayse barbara baptiste bastien beatrice beatrix benedicte
    benjamin benoit berangere bernadette bernard bertrand bettina blaise blanche bob boris brian brice brigitte bruno
    camille carine carl carla carlo carlos carmen carol carole caroline caterina catherine cecile cecilia cedric
    celia celine cesar chantal charlene charles charlotte chloe chris christel christelle christian christiane
    christina christine christophe christopher claire clara clarisse claude claudia claudie claudine clelia clemence
    clement clementine clive clotilde colette colin constance cora corinne corentin cyril cyrille damien dan daniel
    daniele danielle danny david davide deborah delphine denis denise dennis diana diane didier diego dieter
    dimitri dino dirk djamila dominique donald dorothee douglas edgar edith edmond edouard edward edwige elena eleonore
    eliane elie elisa elisabeth elise elizabeth ella elodie elsa emile emilie emma emmanuel emmanuelle enrico enzo
    eric erica erik ernest esther ethan etienne eugene eugenie eva evelyne fabien fabienne fabio fabrice fanny farid
    fatima fatou faustine federico felicien felix ferdinand fernand fernando fiona flora florence florent florian
    florine franca france francine francis francisco franck franco francois francoise frank franz fred frederic
    frederique gabriel gabriela gabrielle gael gaelle gaetan gaston genevieve geoffrey geoffroy george georges
    georgette gerald geraldine gerard germain germaine ghislain ghislaine giacomo gianni gilbert gilles gina
    giorgio giovanni giulia giuseppe gregoire gregory guido guillaume gunter gustave guy gwenaelle gwendoline hanna
    hans hanna harry hassan hedwige helen helena helene helga henri henriette henry herbert hermann herve hilda hilde
    honore houria hubert hugo hugues huguette ian ibrahim idriss ignace igor ilan ines ingrid irene iris isaac isabel
    isabelle isidore ivan jack jacky jacqueline jacques james jamila jan jane janet janine jasmine jason jean jeanne
    jeannine jeff jenny jeremie jeremy jerome jessica jim jo joachim joan joanna jocelyne joel joelle johan johann
    johanna john jonas jonathan jorge jose josee josef joseph josephine josette josiane joyce juan judith jules julia
    julian juliana julie julien juliette justine karel karen karim karin karine karl kate katherine kathy katia
    katharina keith kenneth kevin khadija kim kristina lara laetitia laura laure laurence laurent laurie lea leila
    lena leo leon leonard leonie leslie leticia lewis liliane lilian lina linda lionel lisa lise lola loic lorenzo
    louis louisa louise luc luca lucas lucette lucia lucie lucien lucienne lucile luigi luis lydia lydie madeleine
    maeva magali magdalena magdeleine mahmoud malek malika manon manu manuel manuela marc marcel marceline marcelle
    marco marcus margaret margarita margaux margot marguerite maria mariam marian marianne marie marielle marilyn
    marina mario marion mark marlene marta martha marthe martial martin martina martine mary maryline maryse mathias
    mathieu mathilde matthieu maud maurice max maxence maxime mehdi melanie melina melissa mercedes michael michel
    michele micheline michelle miguel mike milan mimi mina mira mireille miriam mohamed mohammed mona monica monika
    monique morgan morgane mounir mourad muriel myriam nabil nadege nadia nadine najat nancy naomi natacha natalia
    natasha nathalie nathan nathaniel nathaele nelly neil nicholas nicola nicolas nicole nina noel noelle nora norbert
    octave odette odile olga olive oliver olivia olivier omar oscar otto pablo paola paolo pascal pascale patrice
    patricia patrick paul paula paule paulette pauline pawel pedro peggy penelope perrine peter petra philip philippe
    pierre pierrette pierrick pietro quentin rachel rachid raoul raphael raphaelle raymond raymonde rebecca regine
    regis remi remy renaud rene renee ricardo richard rita robert roberto robin rodolphe roger roland rolf romain roman
    romeo ronald rosa rosalie rose roseline rosemary roselyne roxane ruben rudi rudolf ruth sabine sabrina sacha said
    salim salma salvatore sam samia samir samuel sandra sandrine sara sarah sebastian sebastien selma serena serge
    sergio severine sheila sibylle sidonie silvia simon simone sofia solange solene sonia sophie stanislas stefan
    stefano stella stephan stephane stephanie stephen steve steven sue susan susanne suzanne sybille sylvain sylvaine
    sylvia sylviane sylvie sylvestre takeshi tania tatiana ted teresa thea theo theodore theophile therese thibault
    thierry thomas tim tina tom tomas tony tristan ugo ulrich ursula valentin valentine valerie vanessa vera
    veronique vicky victor victoria vincent viola violaine violette virginia virginie vivian viviane vladimir walter
    werner wilfried wilhelm william willy wim wolfgang xavier yael yann yannick yasmina yasmine yves yvan yves
    yvette yvon yvonne zahra zoe ann annelise anne-lise armelle bart bo chantale ciska dirk els geert gert griet
    hendrik ilse ingeborg jef jeroen joke joost joris katrien kristof kurt liesbeth lieve maarten marijke marleen
    mieke pieter piet rik roel sofie stijn tine tom veerle wouter
    """.split()
)

ALSO_FAMILY_NAMES = frozenset(
    """
    adam albert alain andre andrew antoine armand arnaud arnold arthur auguste baptiste bastien bernard bertrand
    blanche boris charles christian claude clement colin constance daniel david denis didier dominique duncan edward
    emmanuel etienne felix ferdinand florence france francis franck francois frank gabriel
    george georges gerard germain gilbert gilles gregoire gregory guillaume gustave guy hans harry henri henry
    herbert hermann honore hubert hugo hugues isaac jack jacques james jean john jonas jose joseph jules julien
    laurent leo leon leonard lewis louis luc lucas marc marcel marco marie mark martin martial mathieu maurice michel
    morgan nathan nicolas noel norbert oliver olivier oscar otto pascal paul peter philippe pierre raymond
    remy renaud rene richard robert robin roger roland roman rose ruben samuel sebastien simon stephen
    thibault thierry thomas valentin victor vincent vivian walter werner william
    """.split()
)
"""Those that are family names as well: not enough to turn round the name of the first person of a statement."""
